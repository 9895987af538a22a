package web

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
)

// desk is a ledger with a list of three units, of which two have one address and
// pictures that look alike.
func desk(t *testing.T) *flow.Ledger {
	t.Helper()
	ctx := t.Context()
	now := time.Date(2031, 5, 7, 9, 0, 0, 0, time.UTC)
	world := flow.World{
		Now:  func() time.Time { return now },
		Salt: func(n int64) ([]byte, error) { return []byte(evidence.Hash([]byte{byte(n)}))[:evidence.SaltSize], nil },
	}
	l, err := flow.Create(ctx, filepath.Join(t.TempDir(), "ledger"), "web.example/log", flow.Settings{Policy: publish.Standard}, world)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	format, err := lists.Named("warspotting")
	if err != nil {
		t.Fatal(err)
	}
	const list = "id,type,model,status,lost_by,date,nearest_location,geolocation,unit,oryx_url,Latitude,Longitude\n" +
		"1,Tanks,T-72B,Destroyed,Armenia,2020-10-01,\"Cordelia, <b>Lear</b>\",\"39.91234,46.71234\",Quillfeather's Own,https://pictures.example/1.png,39.91234,46.71234\n" +
		"2,Tanks,T-72B,Captured,Armenia,2020-10-02,,,,https://pictures.example/1.png,,\n" +
		"3,Tanks,T-90S,Destroyed,Azerbaijan,2020-10-03,,,,javascript:alert(1),,\n"
	if _, err := l.Import(ctx, format, []lists.File{{Name: "list.csv", Reader: strings.NewReader(list)}}, flow.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	for i, id := range []string{"entry 1", "entry 2"} {
		if _, err := l.AddEvidence(ctx, []string{"one.jpg", "two.jpg"}[i], bytes.NewReader(photo(t, 90-50*i)), flow.EvidenceOptions{Units: []string{evidence.UnitID("WarSpotting", id, 0)}, Address: "https://example.org/" + id[6:]}); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func photo(t *testing.T, quality int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 320, 240))
	for y := range 240 {
		for x := range 320 {
			img.SetGray(x, y, color.Gray{Y: uint8((x/20*x/20*7 + y/15*31 + x*y/300*5) % 256)})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reviewing is a ledger that is open to record, as a desk.
type reviewing struct {
	*flow.Library
	l *flow.Ledger
}

func (r reviewing) Decide(ctx context.Context, id string, v evidence.Verdict, by, reason string) (int64, error) {
	return r.l.Decide(ctx, id, v, by, reason)
}

func (r reviewing) Tie(ctx context.Context, subject, id, to, by, reason string) (int64, error) {
	return r.l.Tie(ctx, subject, id, to, by, reason)
}

func (r reviewing) AddEvidence(ctx context.Context, name string, in io.Reader, opt flow.EvidenceOptions) (flow.AddedFile, error) {
	return r.l.AddEvidence(ctx, name, in, opt)
}

func send(h http.Handler, path string, form url.Values, header ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest("POST", "http://127.0.0.1:8080"+path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

var matterLink = regexp.MustCompile(`href="(/review/[0-9a-f]{32})"`)

// A person decides: what is sent from the page is recorded once and in their
// name, what another site sends is not, and the public has none of it.
func TestReview(t *testing.T) {
	l := desk(t)
	library := l.Desk()
	site := Handler(library, Options{Review: reviewing{library, l}})
	list := get(site, "GET", "/review").Body.String()
	found := matterLink.FindStringSubmatch(list)
	if found == nil || !strings.Contains(list, "same unit") || !strings.Contains(list, "ARM: T-72B; destroyed") || !strings.Contains(list, "nobody has decided") {
		t.Fatal(list)
	}
	path := found[1]
	page := get(site, "GET", path).Body.String()
	for _, want := range []string{"Are these the same unit?", "no picture was looked at", "the pictures were compared: they differ in", "They look alike.", "Cordelia, &lt;b&gt;Lear&lt;/b&gt;", "differs", "Show the pictures", `<form class="verdict" method="post"`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q does not stand on the page\n%s", want, page)
		}
	}
	if strings.Contains(page, "<img") || strings.Count(get(site, "GET", path+"?pictures=shown").Body.String(), "<img") != 2 {
		t.Error("pictures are shown before they are asked for, or not after")
	}
	head := func() int64 {
		n, err := library.Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := head()
	good := url.Values{"by": {"Mina Sol"}, "reason": {"the same turret"}, "verdict": {"accept"}}
	without := func(field string) url.Values {
		f := url.Values{}
		for k, v := range good {
			if k != field {
				f[k] = v
			}
		}
		return f
	}
	for _, c := range []struct {
		name   string
		path   string
		form   url.Values
		header []string
		status int
		says   string
	}{
		{"from another site", path, good, []string{"Sec-Fetch-Site", "cross-site"}, 403, "another site"},
		{"from another name of this machine", path, good, []string{"Sec-Fetch-Site", "same-site"}, 403, "another site"},
		{"from another origin", path, good, []string{"Origin", "https://evil.example"}, 403, "another site"},
		{"without a name", path, without("by"), nil, 422, "say who decides"},
		{"without a reason", path, without("reason"), nil, 422, "say why"},
		{"without a verdict", path, without("verdict"), nil, 422, "a verdict is accept or reject"},
		{"of nothing", "/review/" + strings.Repeat("0", 32), good, nil, 404, "Not here"},
		{"too long", path, url.Values{"by": {"Mina Sol"}, "reason": {strings.Repeat("long ", 20_000)}, "verdict": {"accept"}}, nil, 400, "cannot be read"},
	} {
		w := send(site, c.path, c.form, c.header...)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d, want %d and %q\n%s", c.name, w.Code, c.status, c.says, w.Body)
		}
	}
	if n := head(); n != before {
		t.Fatalf("%d entries were recorded", n-before)
	}
	if w := send(site, path, without("by")); !strings.Contains(w.Body.String(), "the same turret") {
		t.Error("a form that was not taken is empty")
	}
	if w := send(site, path, good, "Sec-Fetch-Site", "same-origin"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != path {
		t.Errorf("a verdict answers %d %s\n%s", w.Code, w.Header().Get("Location"), w.Body)
	}
	if n := head(); n != before+3 { // the decision, and the two units
		t.Errorf("%d entries were recorded, want 3", n-before)
	}
	if page = get(site, "GET", path).Body.String(); !strings.Contains(page, "accepted by Mina Sol") || !strings.Contains(page, "as unit ") {
		t.Error(page)
	}
	if w := send(site, path, good); w.Code != 422 || !strings.Contains(w.Body.String(), "has already said accept") {
		t.Errorf("the same verdict again: %d", w.Code)
	}
	if list := get(site, "GET", "/review").Body.String(); !strings.Contains(list, "Nothing waits for a person.") {
		t.Error(list)
	}
	if past := get(site, "GET", path+"?as-of=2031-05-08").Body.String(); strings.Contains(past, `<form class="verdict"`) {
		t.Error("the past can be decided")
	}

	// Every page that is linked to answers, and is sound.
	seen := map[string]bool{"/review?decided=too": true}
	for queue := []string{"/review?decided=too"}; len(queue) > 0; queue = queue[1:] {
		w := get(site, "GET", queue[0])
		if w.Code != 200 {
			t.Errorf("%s answers %d", queue[0], w.Code)
		}
		if w.Header().Get("Content-Type") == "image/jpeg" {
			if bytes.Contains(w.Body.Bytes(), []byte("Exif")) || w.Body.Len() == 0 {
				t.Error("the copy of a picture holds data of its file, or nothing")
			}
			continue
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			continue
		}
		for _, to := range checkPage(t, queue[0], w.Body.String()) {
			to, _, _ = strings.Cut(to, "#")
			if (strings.HasPrefix(to, "/review") || strings.HasPrefix(to, "/evidence")) && !seen[to] {
				seen[to] = true
				queue = append(queue, to)
			}
		}
	}
	if len(seen) < 12 {
		t.Errorf("%d pages of review and evidence were found: %v", len(seen), seen)
	}

	public := Handler(l.Public(), Options{Review: reviewing{l.Public(), l}})
	plain := Handler(l.Desk(), Options{})
	for to := range seen {
		if w := get(public, "GET", to); w.Code != 404 && to != "/evidence" && to != "/evidence?waiting=1" || strings.Contains(w.Body.String(), "T-72B") {
			t.Errorf("the public is answered %d at %s", w.Code, to)
		}
		if w := get(plain, "GET", to); w.Code != 404 && !strings.HasPrefix(to, "/evidence") {
			t.Errorf("where nobody may decide, %s answers %d", to, w.Code)
		}
	}
	if w := send(public, path, url.Values{"by": {"Eve"}, "reason": {"x"}, "verdict": {"reject"}}); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("the public's verdict answers %d", w.Code)
	}
	if strings.Contains(get(public, "GET", "/").Body.String(), "/review") {
		t.Error("the public is led to the review")
	}
}

// Several of one kind are decided at once: what fails is named, the rest is
// recorded.
func TestReviewSeveral(t *testing.T) {
	l := desk(t)
	library := l.Desk()
	site := Handler(library, Options{Review: reviewing{library, l}})
	if page := get(site, "GET", "/review").Body.String(); strings.Contains(page, `name="id"`) || !strings.Contains(page, "Choose a kind above") {
		t.Error("proposals of every kind can be decided in one")
	}
	const at = "/review?what=same+unit"
	page := get(site, "GET", at).Body.String()
	checkPage(t, at, page)
	chosen := regexp.MustCompile(`name="id" value="([0-9a-f]{32})"`).FindStringSubmatch(page)
	if chosen == nil || !strings.Contains(page, `action="/review?what=same&#43;unit"`) {
		t.Fatal(page)
	}
	form := url.Values{"id": {chosen[1], strings.Repeat("0", 32)}, "by": {"Mina Sol"}, "reason": {"the same turret"}, "verdict": {"accept"}}
	for _, c := range []struct {
		field, says string
	}{{"by", "say who decides"}, {"reason", "say why"}, {"id", "choose 1 to"}, {"verdict", "a verdict is accept or reject"}} {
		lacking := url.Values{}
		for k, v := range form {
			if k != c.field {
				lacking[k] = v
			}
		}
		if w := send(site, at, lacking); w.Code != 422 || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("without %s: %d %s", c.field, w.Code, w.Body)
		}
	}
	if w := send(site, at, form, "Sec-Fetch-Site", "cross-site"); w.Code != 403 {
		t.Errorf("from another site: %d", w.Code)
	}
	w := send(site, at, form)
	if body := w.Body.String(); w.Code != 422 || !strings.Contains(body, "1 was decided; of these nothing was recorded:") || !strings.Contains(body, strings.Repeat("0", 32)) {
		t.Errorf("%d %s", w.Code, body)
	}
	if page := get(site, "GET", "/review/"+chosen[1]).Body.String(); !strings.Contains(page, "accepted by Mina Sol") {
		t.Error("what could be decided was not")
	}
}

// In a real browser, without scripts: the form is filled in and sent, and no page
// scrolls sideways.
func TestReviewInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser's time says nothing of races: run without -short")
	}
	b := openBrowser(t)
	l := desk(t)
	library := l.Desk()
	server := httptest.NewServer(Handler(library, Options{Review: reviewing{library, l}}))
	t.Cleanup(server.Close)
	path := matterLink.FindStringSubmatch(get(Handler(library, Options{Review: reviewing{library, l}}), "GET", "/review").Body.String())[1]
	for _, width := range []int64{1280, 360} {
		for _, at := range []string{"/review", path, path + "?pictures=shown"} {
			b.visit(t, server.URL+at, width)
			if wide := b.contentWidth(t); wide > width {
				t.Errorf("%s is %d px wide on a screen of %d", at, wide, width)
			}
		}
	}
	b.visit(t, server.URL+path, 1280)
	_, err := chromedp.RunResponse(b.ctx,
		chromedp.SendKeys(chromedp.CSS("#by"), "Mina Sol"), chromedp.SendKeys(chromedp.CSS("#reason"), "the same turret"), chromedp.Click(chromedp.CSS("button[value=accept]")))
	if err != nil {
		t.Fatal(err)
	}
	head, err := library.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m, err := library.Matter(t.Context(), head, strings.TrimPrefix(path, "/review/"))
	if err != nil || m.State != publish.Accepted || m.Rulings[0].By != "Mina Sol" || m.Rulings[0].Reason != "the same turret" {
		t.Errorf("after the form was sent: %+v %v", m, err)
	}
	for _, said := range b.console {
		t.Errorf("the console says: %s", said)
	}
}
