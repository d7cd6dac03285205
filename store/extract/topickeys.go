package extract

import (
	"maps"
	"slices"
)

// Topics lists the keys of the topics that facts are filed under, sorted. The error names a faulty table.
func Topics() ([]string, error) {
	t, err := loadTables()
	if err != nil {
		return nil, err
	}
	keys := map[string]bool{}
	for _, list := range t.topics.by {
		for _, p := range list {
			keys[p.class] = true
		}
	}
	return slices.Sorted(maps.Keys(keys)), nil
}
