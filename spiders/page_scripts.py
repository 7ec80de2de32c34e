"""What is run inside a rendered page: to see that it is ready, and to ask its own search."""

# A page counts what its scripts ask for itself: a request is under way here before the router hears of it.
WATCH = """
(() => {
  let last = performance.now();
  let open = 0;
  const begin = () => { open++; };
  const end = () => { open--; last = performance.now(); };
  new MutationObserver(() => { last = performance.now(); })
    .observe(document, {subtree: true, childList: true, characterData: true});
  window.fetch = new Proxy(window.fetch, {apply: (fetch, self, args) => {
    begin();
    const answer = Reflect.apply(fetch, self, args);
    answer.then(end, end);
    return answer;
  }});
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...args) {
    begin();
    this.addEventListener('loadend', end, {once: true});
    return send.apply(this, args);
  };
  const quiet = () => document.readyState !== 'complete' || open > 0 ? 0 : (performance.now() - last) / 1000;
  Object.defineProperty(window, '__g2bQuiet', {value: quiet});
})()
"""

QUIET = """
() => window.__g2bQuiet ? window.__g2bQuiet() : 0
"""

WORDS = """
() => document.body ? document.body.innerText.split(/\\s+/).filter(word => word).length : 0
"""

_FIELD = """
const fieldOf = name => {
  const typed = element => element.matches('textarea, input:not([type]), input[type=text], input[type=search]');
  const named = [...document.getElementsByName(name), document.getElementById(name)].filter(e => e && typed(e));
  const found = named.length ? named : [...document.querySelectorAll('input[type=search], [role=searchbox]')];
  return found.find(element => element.offsetParent) || found[0] || null;
};
"""

FIND_FIELD = f"name => {{ {_FIELD} return fieldOf(name); }}"

TYPE_HIDDEN = """
(field, [text, send]) => {
  field.value = text;
  for (const kind of ['input', 'keyup', 'change']) field.dispatchEvent(new Event(kind, {bubbles: true}));
  if (!send) return;
  const key = {key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true, cancelable: true};
  const enter = kind => new KeyboardEvent(kind, key);
  const taken = ['keydown', 'keypress', 'keyup'].map(kind => !field.dispatchEvent(enter(kind))).includes(true);
  if (!taken && field.form) field.form.requestSubmit();
}
"""

PRESS_BUTTON = f"""
name => {{
  {_FIELD}
  const buttons = 'button, input[type=submit], input[type=button], input[type=image], [role=button]';
  const field = fieldOf(name);
  let around = field && field.parentElement;
  for (let step = 0; around && step < 4; around = around.parentElement, step++) {{
    const button = [...around.querySelectorAll(buttons)].find(element => element.type !== 'reset');
    if (button) {{ button.click(); return true; }}
  }}
  return false;
}}
"""

# Brings the element with an id to the middle of the window.
SCROLL_TO = "id => document.getElementById(id)?.scrollIntoView({block: 'center'})"

FONTS = "() => document.fonts.ready.then(() => null)"
