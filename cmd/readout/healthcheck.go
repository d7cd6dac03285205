package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"readout/config"
)

const healthLong = `Asks the "readout serve" at READOUT_ADDR whether it works, or with --ready whether all is well, and
ends with status 0 if so and 1 if not. It is what the container's health check calls.`

func (p *program) healthCommand() *cobra.Command {
	var ready bool
	cmd := &cobra.Command{
		Use:   "health [--ready]",
		Short: "Ask a running serve how it is",
		Long:  healthLong,
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return p.health(cmd.Context(), ready) },
	}
	cmd.Flags().BoolVar(&ready, "ready", false, "also that every platform is connected and the database can be written")
	return cmd
}

func (p *program) health(ctx context.Context, ready bool) error {
	c, _, _, err := p.tolerantSettings()
	if err != nil {
		return err
	}
	path := "/livez"
	if ready {
		path = "/readyz"
	}
	status, body, err := askServe(ctx, c, path)
	if err != nil {
		return fmt.Errorf("serve does not answer at %s: %w", c.Addr, err)
	}
	if status == http.StatusOK {
		return p.say("ok\n")
	}
	var r readiness
	if json.Unmarshal(body, &r) == nil && len(r.Reasons) > 0 {
		return fmt.Errorf("not ready: %s", strings.Join(r.Reasons, "; "))
	}
	return fmt.Errorf("serve answers %d at %s", status, c.Addr)
}

// askServe asks the running program something. An address that means all of this machine's is asked as loopback.
func askServe(ctx context.Context, c config.Config, path string) (int, []byte, error) {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return 0, nil, err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
		if ip != nil && ip.To4() == nil {
			host = "::1"
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+path, nil)
	if err != nil {
		return 0, nil, err
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // no proxy: it is this machine
	res, err := client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	return res.StatusCode, body, err
}
