package store

// A Meeting is one encounter of people, in as much detail as the articles give.
type Meeting struct {
	ID       string   // "2016-09-05-hangzhou"
	People   []string // keys of the people who met, sorted
	Place    string   // key of the place: "hangzhou"; may be empty
	From, To Date     // first and last day, of reduced precision where the articles give no day; To empty means From
	Occasion string   // key of the occasion: "g20-2016"; may be empty
	Title    string   // as shown: "Hangzhou, 5 September 2016"
	Names    []string // names people use for it: "the G20 in China", "the Hangzhou talks"
	Status   Status   // held unless it says otherwise
}

// Status says whether a meeting took place.
type Status string

const (
	Held      Status = ""          // it took place
	Planned   Status = "planned"   // announced, not known to have been held
	Cancelled Status = "cancelled" // announced and called off
	Call      Status = "call"      // a conversation by telephone or video
)
