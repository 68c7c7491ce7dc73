package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"time"

	"go.yaml.in/yaml/v3"

	"gatehouse/server/journal"
	"gatehouse/server/manifest"
)

type applyCommand struct {
	File   string `arg:"" help:"Manifest in YAML, or - for standard input."`
	DryRun bool   `help:"Say what would change, and change nothing."`
	Prune  bool   `help:"Remove what the manifest's lists do not mention."`
}

// Run applies a manifest and says what it changed.
func (c *applyCommand) Run(p *program) error {
	from := p.in
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer file.Close()
		from = file
	}
	wanted, err := manifest.Parse(from)
	if err != nil {
		return err
	}
	return p.withNew(func(made *parts) error {
		return p.apply(made, wanted, manifest.Options{DryRun: c.DryRun, Prune: c.Prune, Actor: journal.CommandLine("apply")})
	})
}

// apply applies a manifest and prints the outcome.
func (p *program) apply(made *parts, wanted *manifest.Manifest, o manifest.Options) error {
	o.Protocols, o.Now = builtProtocols, time.Now()
	result, err := manifest.Apply(p.ctx, made.store, wanted, o)
	if err != nil {
		return err
	}
	return p.print(result, func(w io.Writer) { printResult(w, p.errOut, result, o.DryRun) })
}

func printResult(w, errOut io.Writer, r *manifest.Result, dryRun bool) {
	for _, warning := range r.Warnings {
		fmt.Fprintln(errOut, "Warning:", warning)
	}
	for _, change := range r.Changes {
		fmt.Fprintf(w, "%s %s %s\n", change.Action, change.Kind, change.Name)
		for _, field := range change.Fields {
			fmt.Fprintf(w, "    %s\n", field)
		}
	}
	for _, secret := range r.Secrets {
		fmt.Fprintf(w, "token %q of %s for %s: %s\n", secret.Name, secret.User, secret.Service, secret.Secret)
	}
	changes := fmt.Sprintf("%d changes", len(r.Changes))
	if len(r.Changes) == 1 {
		changes = "1 change"
	}
	switch {
	case len(r.Changes) == 0:
		fmt.Fprintln(w, "Nothing to change.")
	case dryRun:
		fmt.Fprintln(w, changes, "would be made.")
	default:
		fmt.Fprintln(w, changes, "made.")
	}
	if len(r.Secrets) > 0 {
		fmt.Fprintln(errOut, "Copy the tokens now: only their hashes are kept.")
	}
}

type exportCommand struct{}

// Run writes the installation as a manifest.
func (exportCommand) Run(p *program) error {
	return p.with(func(made *parts) error {
		m, err := manifest.Export(p.ctx, made.store)
		if err != nil {
			return err
		}
		if !p.JSON {
			_, err = m.WriteTo(p.out)
			return err
		}
		var text bytes.Buffer
		if _, err := m.WriteTo(&text); err != nil {
			return err
		}
		var tree map[string]any
		if err := yaml.Unmarshal(text.Bytes(), &tree); err != nil {
			return err
		}
		return p.print(tree, nil)
	})
}
