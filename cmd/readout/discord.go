package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"readout/adapters/discord"
)

const discordLong = `Sets the bot up in Discord: its commands, and the links that invite it.
DISCORD_TOKEN is needed where Discord is asked; the id of the application is asked for, unless
DISCORD_APPLICATION_ID says it.`

func (p *program) discordCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "discord",
		Short: "Set the bot up in Discord",
		Long:  discordLong,
		Args:  cobra.ArbitraryArgs,
		RunE:  noCommand,
	}
	commands := &cobra.Command{
		Use:   "commands [show|diff|register]",
		Short: "The slash commands: show them, compare them with what is registered, register them",
		Long: `Without a word, or with show, the commands as JSON, as Discord takes them. diff says where what is
registered is not the same, with exit status 1 if it is not; register overwrites it, if it is not.`,
		Example: "  readout discord commands\n  readout discord commands diff",
		Args:    noArgs,
		RunE:    func(*cobra.Command, []string) error { return p.showCommands() },
	}
	commands.AddCommand(
		&cobra.Command{Use: "show", Short: "The commands as JSON", Args: noArgs, RunE: func(*cobra.Command, []string) error { return p.showCommands() }},
		&cobra.Command{Use: "diff", Short: "Where the registered commands are not the same", Args: noArgs, RunE: p.diffCommands},
		&cobra.Command{Use: "register", Short: "Overwrite the registered commands, if they are not the same", Args: noArgs, RunE: p.registerCommands},
	)
	cmd.AddCommand(commands, &cobra.Command{
		Use:     "invite",
		Short:   "The links that add the bot to a server, and to a user",
		Example: "  DISCORD_APPLICATION_ID=1234567890 readout discord invite",
		Args:    noArgs,
		RunE:    p.invite,
	})
	return cmd
}

func (p *program) showCommands() error {
	b, err := json.MarshalIndent(discord.Commands(), "", "  ")
	if err != nil {
		return fmt.Errorf("write the commands: %w", err)
	}
	return p.saySetup(string(b) + "\n")
}

// discordSetup is the application that the settings name; ask says that Discord is to be asked.
func (p *program) discordSetup(ask bool) (*discord.Setup, error) {
	c, err := p.settings()
	if err != nil {
		return nil, err
	}
	if !c.Discord.On() && (ask || c.Discord.ApplicationID == "") {
		return nil, errors.New("DISCORD_TOKEN is not set: it is in the Developer Portal (https://discord.com/developers/applications), Bot, Reset Token")
	}
	return discord.NewSetup(discord.FromSettings(c.Discord)), nil
}

func (p *program) diffCommands(cmd *cobra.Command, _ []string) error {
	s, err := p.discordSetup(true)
	if err != nil {
		return err
	}
	changes, err := s.Differences(cmd.Context())
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		return p.saySetup("The registered commands are as they should be.\n")
	}
	if err := p.saySetup(strings.Join(changes, "\n") + "\n"); err != nil {
		return err
	}
	return status(statusFailure)
}

func (p *program) registerCommands(cmd *cobra.Command, _ []string) error {
	s, err := p.discordSetup(true)
	if err != nil {
		return err
	}
	changes, err := s.Register(cmd.Context())
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		return p.saySetup("The registered commands are as they should be: nothing was changed.\n")
	}
	return p.saySetup(strings.Join(changes, "\n") + "\nRegistered.\n")
}

func (p *program) invite(cmd *cobra.Command, _ []string) error {
	s, err := p.discordSetup(false)
	if err != nil {
		return err
	}
	app, err := s.Application(cmd.Context())
	if err != nil {
		return err
	}
	server, user := discord.Invite(app)
	return p.saySetup("To a server:  " + server + "\nFor yourself: " + user + "\n")
}

func (p *program) saySetup(text string) error {
	if _, err := fmt.Fprint(p.stdout, text); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
