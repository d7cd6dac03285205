package attribution

import "testing"

func TestTables(t *testing.T) {
	if err := Check(); err != nil {
		t.Fatal(err)
	}
}
