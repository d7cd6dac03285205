package store

// A Fact is one thing that one article says.
type Fact struct {
	ID         string   // unique; a pack's is "article/slug"
	Article    string   // id of the article that says it
	Meeting    string   // id of the meeting it is about; empty for background
	Kind       Kind     //
	Statement  string   // the sentence shown; complete in itself
	People     []string // keys of the people it is about
	Speaker    string   // key of the person whose words or view it reports, or "official" for an unnamed one
	Topics     []string // topic keys
	Answers    []Asked  // what it answers beyond what its kind does
	Value      string   // canonical: "PT90M", "2016-09-05", "3", a key
	Hedge      string   // "about", "more than": an answer never claims more than its source
	Attributed string   // to whom the article attributes it: "a senior US official", "Reuters"
	Claim      string   // facts of one meeting with the same claim speak of the same thing
	Negated    bool     // the statement says that something is not so or did not happen
	Words      []string // other words by which people ask for it
	Questions  []string // whole questions that it answers, in various words
	Quote      string   // the speaker's own words, short
	Anchor     string   // first words of the passage, at most six, exactly as printed: for the link
	Span       Span     // where the passage stands in Article.Text; zero for a pack's fact
	Rule       string   // the rule that read it; empty for a reviewed fact
	Confidence float64  // 0 to 1; 0 means reviewed by a person
}

// A Span is a range of bytes in an article's text, Start included, End not.
type Span struct{ Start, End int }

// Kind is the sort of thing that a fact says.
type Kind string

// The kinds. What a value holds is said where it is typed.
const (
	KindHeld         Kind = "held"             // that they met
	KindDate         Kind = "date"             // value: a Date
	KindPlace        Kind = "place"            // value: key of a place
	KindVenue        Kind = "venue"            // building, room, setting
	KindDuration     Kind = "duration"         // value: ISO 8601 duration, "PT90M"
	KindPlanned      Kind = "planned-duration" // value: ISO 8601 duration; empty when only "longer than planned" is said
	KindParticipant  Kind = "participant"      // somebody else who was there; value: key
	KindTopic        Kind = "topic"            // what was discussed
	KindStatement    Kind = "statement"        // what somebody said
	KindPosition     Kind = "position"         // what somebody wants, thinks, supports
	KindAgreement    Kind = "agreement"        // what was agreed
	KindDisagreement Kind = "disagreement"     // what divides them
	KindOutcome      Kind = "outcome"          // what came of it
	KindNext         Kind = "next-step"        // what is to follow
	KindFigure       Kind = "figure"           // a number, an amount; value: digits
	KindDescription  Kind = "description"      // mood, gestures, pictures
	KindBackground   Kind = "background"       // earlier history
	KindAround       Kind = "around"           // events around the meeting
	KindArticle      Kind = "article"          // about the article itself: author, credit, source
	KindPerson       Kind = "person"           // who somebody is
	KindComparison   Kind = "comparison"       // what shows when facts are held side by side; each article it rests on brings it
	KindUnsaid       Kind = "unsaid"           // what the article does not tell of a thing that it mentions: never an answer, a bar to others
)

// Aside reports whether facts of a kind stand beside what an article tells: a search finds them only when it names the
// kind, and they count in no statistics.
func (k Kind) Aside() bool { return k == KindComparison || k == KindUnsaid }

// Kinds lists every kind, in the order in which an overview shows them.
var Kinds = []Kind{KindHeld, KindDate, KindPlace, KindVenue, KindDuration, KindPlanned, KindParticipant, KindTopic,
	KindAgreement, KindDisagreement, KindOutcome, KindNext, KindStatement, KindPosition, KindDescription,
	KindFigure, KindAround, KindBackground, KindPerson, KindArticle, KindComparison, KindUnsaid}

// Asked is what a question wants to know.
type Asked string

const (
	AskWhat     Asked = "what"     // anything said on it
	AskWhen     Asked = "when"     // a time
	AskWhere    Asked = "where"    // a place
	AskWho      Asked = "who"      // somebody, a group, a country as an actor
	AskHowLong  Asked = "how-long" // a length of time
	AskHowMany  Asked = "how-many" // a number or an amount
	AskWhy      Asked = "why"      // a reason or a purpose
	AskHow      Asked = "how"      // a manner or a means
	AskWhatSaid Asked = "said"     // somebody's words
)
