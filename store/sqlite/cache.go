package sqlite

import "sync"

// A cache remembers values up to about a total size. It keeps two generations: what was not asked for
// during a whole generation is forgotten.
type cache[K comparable, V any] struct {
	mu         sync.RWMutex
	young, old map[K]sized[V]
	size, room int // of the young generation; in what the callers of put count
}

type sized[V any] struct {
	value V
	size  int
}

// newCache makes a cache of two generations of the given size each.
func newCache[K comparable, V any](room int) *cache[K, V] {
	return &cache[K, V]{room: room, young: map[K]sized[V]{}}
}

func (c *cache[K, V]) get(key K) (V, bool) {
	c.mu.RLock()
	found, ok := c.young[key]
	c.mu.RUnlock()
	if ok {
		return found.value, true
	}
	return c.renew(key)
}

// getAll looks many keys up, taking the lock once for those that are young. It calls found for each key that is there,
// in no particular order; found must not use the cache.
func (c *cache[K, V]) getAll(keys []K, found func(i int, value V)) {
	var rest []int
	c.mu.RLock()
	for i, key := range keys {
		if v, ok := c.young[key]; ok {
			found(i, v.value)
		} else {
			rest = append(rest, i)
		}
	}
	c.mu.RUnlock()
	for _, i := range rest {
		if v, ok := c.renew(keys[i]); ok {
			found(i, v)
		}
	}
}

// renew gets what is not young, and makes it young.
func (c *cache[K, V]) renew(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if found, ok := c.young[key]; ok {
		return found.value, true
	}
	found, ok := c.old[key]
	if ok {
		delete(c.old, key)
		c.add(key, found)
	}
	return found.value, ok
}

func (c *cache[K, V]) put(key K, value V, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(key, sized[V]{value, size})
}

func (c *cache[K, V]) add(key K, value sized[V]) {
	if c.size += value.size; c.size > c.room {
		c.old, c.young, c.size = c.young, map[K]sized[V]{}, value.size
	}
	c.young[key] = value
}
