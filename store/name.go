package store

// A Name is somebody or something that a question can name, with all the ways of naming it.
type Name struct {
	Key     string   // canonical: "barack-obama", "hangzhou", "islamic-state"
	Class   Class    //
	Name    string   // as shown: "Barack Obama"
	Aliases []string // other forms: "POTUS"; a person's surname is an alias
	Gender  string   // "f", "m" or empty; persons only
	In      string   // key of the country a person belongs to or of the place that a place lies in
	Roles   []Role   // offices held; persons only
	Demonym []string // "Chinese", "the Chinese"; places only
}

// Class is the sort of thing that a name names.
type Class string

const (
	Person       Class = "person"
	Place        Class = "place"
	Organisation Class = "organisation"
	Occasion     Class = "occasion"
	Outlet       Class = "outlet"
)

// A Role is an office and the days on which it was held; an empty day is open.
type Role struct {
	Title    string // "president", "foreign minister", "national security adviser"
	Of       string // key of the country or organisation: "united-states"
	From, To Date
}
