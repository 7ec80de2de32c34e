function post(u,h,t){var a=u+"\u0040"+h+"."+t;document.write("<a href=\"mailto:"+a+"\">"+a+"</a>");}
