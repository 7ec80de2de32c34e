document.addEventListener("DOMContentLoaded",function(){
var lupe=document.querySelector(".qh-lupe"),feld=document.querySelector("[data-vorschlag]"),box=document.getElementById("qh-suche"),liste=document.querySelector(".qh-vorschlaege");
lupe.addEventListener("click",function(e){e.preventDefault();box.hidden=!box.hidden;feld.focus();});
feld.addEventListener("input",function(){if(feld.value.length<3){return;}
fetch(feld.dataset.vorschlag+"?term="+encodeURIComponent(feld.value)).then(function(r){return r.json();}).then(function(rows){
liste.innerHTML="";rows.forEach(function(row){var li=document.createElement("li"),a=document.createElement("a");a.href=row.url;a.textContent=row.title;li.appendChild(a);liste.appendChild(li);});liste.hidden=!rows.length;});});
});
