(function(){var ziel=document.getElementById("formio");
function el(name,text,parent){var e=document.createElement(name);if(text){e.textContent=text;}parent.appendChild(e);return e;}
fetch(ziel.dataset.form).then(function(r){return r.json();}).then(function(d){
el("h1",d.title,ziel);el("p",d.page,ziel).className="formio-wizard";el("p",d.note,ziel);
var f=el("form","",ziel);f.method="post";f.action="/fio/api/submit";
d.components.forEach(function(c){var g=el("div","",f);g.className="form-group formio-component";var l=el("label",c.label+(c.required?" *":""),g);l.htmlFor=c.key;
var i=el("input","",g);i.id=c.key;i.name="data["+c.key+"]";i.required=!!c.required;if(c.description){el("small",c.description,g).className="form-text";}});
el("button",d.next,f);el("button",d.draft,f).type="button";});})();
