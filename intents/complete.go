package intents

import (
	"context"
)

// Complete implements bot.Guide.
func (r *Router) Complete(ctx context.Context, typed string, n int) ([]string, error) {
	return nil, nil
}
