package part

import (
	"html/template"
	"io"
	"strings"
	"text/template/parse"

	"tallystick/web/message"
)

// settle says, before a template is first executed, what it always says in a
// language: {{t "Open the claim"}} becomes its words. It stands in text and in
// quoted attributes alone.
func settle(l *message.Language, t *template.Template) {
	for _, each := range t.Templates() {
		rewrite(each.Tree, func(n parse.Node) parse.Node {
			if key, ok := alwaysSaid(n); ok {
				return &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position(), Text: []byte(escapes.Replace(l.Say(key)))}
			}
			return n
		})
	}
}

// alwaysSaid returns the key of {{t "key"}}.
func alwaysSaid(n parse.Node) (key string, ok bool) {
	action, ok := n.(*parse.ActionNode)
	if !ok || len(action.Pipe.Decl) > 0 || len(action.Pipe.Cmds) != 1 {
		return "", false
	}
	words := action.Pipe.Cmds[0].Args
	if len(words) != 2 || !calls(words[0], "t") {
		return "", false
	}
	said, ok := words[1].(*parse.StringNode)
	if !ok {
		return "", false
	}
	return said.Text, true
}

func calls(n parse.Node, function string) bool {
	name, ok := n.(*parse.IdentifierNode)
	return ok && name.Ident == function
}

// escapes is what html/template puts for characters of text and of quoted
// attributes.
var escapes = strings.NewReplacer("\x00", "\uFFFD", `"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// fuse makes one call of those that html/template has put into the most frequent
// actions to escape what they say: each costs more than the escaping itself.
func fuse(t *template.Template) {
	t.ExecuteTemplate(io.Discard, "frame", nil) // has the escapers put in; without data it goes no further, and tells the page of a template that cannot be escaped
	for _, each := range t.Templates() {
		if each.Tree == nil {
			continue
		}
		rewrite(each.Tree, func(n parse.Node) parse.Node {
			if action, ok := n.(*parse.ActionNode); ok {
				fusePipe(action.Pipe)
			}
			return n
		})
	}
}

func fusePipe(p *parse.PipeNode) {
	last := func(names ...string) bool {
		from := len(p.Cmds) - len(names)
		for i, name := range names {
			if from < 1 || len(p.Cmds[from+i].Args) != 1 || !calls(p.Cmds[from+i].Args[0], name) {
				return false
			}
		}
		return true
	}
	const escaper, attribute, title = "_html_template_htmlescaper", "_html_template_attrescaper", "_html_template_rcdataescaper"
	switch {
	case len(p.Cmds) == 2 && calls(p.Cmds[0].Args[0], "t") && (last(escaper) || last(attribute) || last(title)):
		name := &p.Cmds[0].Args[0].(*parse.IdentifierNode).Ident
		if *name = "escaped"; len(p.Cmds[0].Args) == 2 {
			*name = "said"
		}
		p.Cmds = p.Cmds[:1]
	case last(escaper):
		p.Cmds[len(p.Cmds)-1].Args[0].(*parse.IdentifierNode).Ident = "text"
	case last("_html_template_urlfilter", "_html_template_urlnormalizer", attribute):
		p.Cmds = p.Cmds[:len(p.Cmds)-2]
		p.Cmds[len(p.Cmds)-1].Args[0].(*parse.IdentifierNode).Ident = "href"
	}
}

// text escapes what stands between tags, as html/template does.
func text(l *message.Language, what any) (string, error) {
	switch s := what.(type) {
	case string:
		return escapes.Replace(Brief(l, s)), nil
	case template.HTML:
		return string(s), nil
	}
	var b strings.Builder
	err := between.Execute(&b, what)
	return b.String(), err
}

var between = template.Must(template.New("").Parse("{{.}}"))

// href escapes an address for an attribute that opens it, as html/template does.
func href(address any) (string, error) {
	if s, ok := address.(string); ok && strings.HasPrefix(s, "/") && strings.Trim(s, addressCharacters) == "" {
		return s, nil
	}
	var b strings.Builder
	if err := anchor.Execute(&b, address); err != nil {
		return "", err
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), `<a href="`), `">`), nil
}

// addressCharacters stand in addresses as they are.
const addressCharacters = "/:abcdefghijklmnopqrstuvwxyz0123456789-_.?=#ABCDEFGHIJKLMNOPQRSTUVWXYZ"

var anchor = template.Must(template.New("").Parse(`<a href="{{.}}">`))

// rewrite puts other nodes in place of a template's, and joins texts that have
// come to stand side by side.
func rewrite(t *parse.Tree, with func(parse.Node) parse.Node) {
	var each func(l *parse.ListNode)
	each = func(l *parse.ListNode) {
		if l == nil {
			return
		}
		var all []parse.Node
		for _, n := range l.Nodes {
			n = with(n)
			switch n := n.(type) {
			case *parse.IfNode:
				each(n.List)
				each(n.ElseList)
			case *parse.WithNode:
				each(n.List)
				each(n.ElseList)
			case *parse.RangeNode:
				each(n.List)
				each(n.ElseList)
			case *parse.TextNode:
				if len(all) > 0 {
					if before, ok := all[len(all)-1].(*parse.TextNode); ok {
						before.Text = append(before.Text[:len(before.Text):len(before.Text)], n.Text...)
						continue
					}
				}
			}
			all = append(all, n)
		}
		l.Nodes = all
	}
	if t != nil {
		each(t.Root)
	}
}
