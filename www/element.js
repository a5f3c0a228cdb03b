// A new element with attributes and children, at the end of its parent. It comes to a page at the head of the scripts that use it.
const element = (parent, name, attributes, ...children) => {
  const node = document.createElement(name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  node.append(...children);
  parent.append(node);
  return node;
};

