// Package schema says claims and incidents in the vocabulary of schema.org,
// for JSON-LD in pages (https://schema.org/ClaimReview, /Claim, /Event).
//
// A ClaimReview rates a claim. Here people say that a report says so and never
// that it is so, and the rating says just that.
package schema

// ClaimReview is what people decided about a claim.
type ClaimReview struct {
	Context  string       `json:"@context"`
	Type     string       `json:"@type"`
	URL      string       `json:"url"`
	Date     string       `json:"datePublished,omitempty"` // of the decision
	Claim    string       `json:"claimReviewed"`
	Rating   *Rating      `json:"reviewRating,omitempty"`
	Author   Organization `json:"author"`
	Reviewed Claim        `json:"itemReviewed"`
}

// Rating is a rating in words: no number, best or worst.
type Rating struct {
	Type  string `json:"@type"`
	Words string `json:"alternateName"`
}

// Organization is who published a review or a report.
type Organization struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Speaker is who made a claim. Whether it is a person or an organisation is
// said only where it is known.
type Speaker struct {
	Type string `json:"@type,omitempty"`
	Name string `json:"name"`
	Role string `json:"jobTitle,omitempty"`
}

// Claim is what somebody claims.
type Claim struct {
	Type       string    `json:"@type"`
	ID         string    `json:"@id"`
	Text       string    `json:"text,omitempty"`
	Author     *Speaker  `json:"author,omitempty"`
	Date       string    `json:"datePublished,omitempty"` // of the report that holds it
	Appearance *Article  `json:"firstAppearance,omitempty"`
	About      *Incident `json:"about,omitempty"`
}

// Article is a report.
type Article struct {
	Type      string        `json:"@type"`
	ID        string        `json:"@id"`
	Headline  string        `json:"headline,omitempty"`
	Publisher *Organization `json:"publisher,omitempty"`
	Language  string        `json:"inLanguage,omitempty"`
	Date      string        `json:"datePublished,omitempty"`
}

// Incident is something in the world that claims speak of.
type Incident struct {
	Context  string  `json:"@context,omitempty"`
	Type     string  `json:"@type"`
	ID       string  `json:"@id"`
	Name     string  `json:"name"`
	Start    string  `json:"startDate,omitempty"`
	End      string  `json:"endDate,omitempty"`
	Location *Place  `json:"location,omitempty"`
	Claims   []Claim `json:"subjectOf,omitempty"`
}

// Place is where it is said to have happened.
type Place struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// Context is the vocabulary's address.
const Context = "https://schema.org"

// NewRating is the rating of a claim that people accepted: in English, which
// the programs that read it know.
func NewRating() *Rating {
	return &Rating{"Rating", "Reviewed: the report says that this was said. Not rated as true or false."}
}
