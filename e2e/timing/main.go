// Command timing measures what docs/security.md says of time and memory: what a client could learn by the clock about tokens (T-04)
// and accounts (N-04), what a password costs, and what 100 sign-ins at once take (N-01). The server is the real binary on a fresh
// SQLite database; requests that are compared are sent in turn over the loopback interface. It prints a line for each figure:
//
//	NAME value=… budget=… ok|over
//
// The exit code is 1 when a budget is exceeded.
//
//	timing [--server bin/gatehouse] [--samples 10000]
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"slices"
	"time"

	"gatehouse/server/people"
)

func main() {
	log.SetFlags(0)
	b := &bench{}
	flag.StringVar(&b.binary, "server", "bin/gatehouse", "the server's binary")
	flag.IntVar(&b.samples, "samples", 10_000, "how many tokens of each kind are tried")
	flag.Parse()
	for _, measure := range []func() error{b.hash, b.tokens, b.accounts, b.together} {
		if err := measure(); err != nil {
			log.Fatal("timing: ", err)
		}
	}
	if b.over {
		os.Exit(1)
	}
}

type bench struct {
	binary  string
	samples int
	over    bool
}

func (b *bench) report(name string, value, least, most float64) {
	verdict := "ok"
	if value < least || value > most {
		verdict, b.over = "over", true
	}
	budget := fmt.Sprintf("%g", most)
	if least > 0 {
		budget = fmt.Sprintf("%g..%g", least, most)
	}
	fmt.Printf("%s value=%.2f budget=%s %s\n", name, value, budget, verdict)
}

// hash measures what one password costs in CPU of this process, so that others on the machine do not count: 50 to 250 ms.
func (b *bench) hash() error {
	var costs []time.Duration
	for range 11 {
		before := used()
		if _, err := people.HashPassword(context.Background(), "correct horse battery staple"); err != nil {
			return err
		}
		costs = append(costs, used()-before)
	}
	b.report("password_hash_cpu_ms", milliseconds(median(costs)), 50, 250)
	return nil
}

// together signs 100 people in at once, and looks at the most memory that the server ever had: less than 500 MB.
func (b *bench) together() error {
	const people = 100
	s, err := b.start(accountNames("ana", 1))
	if err != nil {
		return err
	}
	defer s.stop()
	began, answered := time.Now(), make(chan bool, people)
	for i := range people {
		go func() {
			c := s.from(i)
			defer c.close()
			_, text, err := c.signIn("ana0", password)
			answered <- err == nil && text != ""
		}()
	}
	failed := 0
	for range people {
		if !<-answered {
			failed++
		}
	}
	b.report("signins_together_seconds", time.Since(began).Seconds(), 0, math.Inf(1))
	b.report("signins_together_unanswered", float64(failed), 0, 0)
	b.report("signins_together_resident_mb", s.residentMB(), 0, 500)
	return nil
}

func median(list []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(list))[len(list)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// apart is by how much of the smallest the largest differs, in percent.
func apart(medians ...time.Duration) float64 {
	least, most := slices.Min(medians), slices.Max(medians)
	return 100 * float64(most-least) / float64(least)
}
