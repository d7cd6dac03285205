package main

import (
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"readout/adapters/slack"
)

const slackManifestLong = `Writes the manifest of the Slack app as JSON. At https://api.slack.com/apps, choose
Create New App, From a manifest, and paste it. It asks for the fewest scopes with which the bot can answer.

With --mode http Slack calls the bot, at the address that --url gives; it ends in /slack/events and has to be
reached from the internet. Otherwise the bot calls Slack (Socket Mode), which needs no address.`

func (p *program) slackCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "slack manifest",
		Short: "Set up Slack",
		Args:  noArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.slackManifestCommand())
	return cmd
}

func (p *program) slackManifestCommand() *cobra.Command {
	var mode, address string
	cmd := &cobra.Command{
		Use:     "manifest [--mode socket|http] [--url URL]",
		Short:   "Write the manifest of the Slack app",
		Long:    slackManifestLong,
		Example: "  readout slack manifest\n  readout slack manifest --mode http --url https://readout.example.org/slack/events",
		Args:    noArgs,
		RunE:    func(*cobra.Command, []string) error { return p.slackManifest(mode, address) },
	}
	cmd.Flags().StringVar(&mode, "mode", "socket", "how Slack and the bot meet: socket or http")
	cmd.Flags().StringVar(&address, "url", "", "with --mode http, the `URL` at which Slack calls the bot")
	cmd.DisableFlagsInUseLine = true
	return cmd
}

func (p *program) slackManifest(mode, address string) error {
	switch {
	case mode != "socket" && mode != "http":
		return usagef("--mode is socket or http, not %q", mode)
	case mode == "socket" && address != "":
		return usagef("--url goes with --mode http: in Socket Mode Slack does not call the bot")
	case mode == "http" && address == "":
		return usagef("--mode http needs the address at which Slack calls the bot: --url https://…/slack/events")
	}
	if u, err := url.Parse(address); address != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		return usagef("%q is no address that Slack calls: write one that begins with https:// and ends in /slack/events", address)
	}
	m, err := slack.Manifest(address)
	if err != nil {
		return err
	}
	if _, err := p.stdout.Write(m); err != nil {
		return fmt.Errorf("writing the manifest: %w", err)
	}
	return nil
}
