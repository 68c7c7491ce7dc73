// Command security holds docs/security.md to what it says: that each requirement there has a test, and that the test ran.
//
//	go test -json ./... | security record results/go.jsonl    writes a line for each test, and prints what "go test" prints
//	security check results                                     fails unless every test of the table is among them, and passed
//	security break [ID…]                                       breaks the code behind each requirement, and sees its test fail
//
// The other runners write the same lines themselves (e2e/results). A test that was skipped proves nothing: where CI is set it
// fails the check, elsewhere it is told.
package main

import (
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal("security: ", err)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "record":
		return recordTo(args[1], os.Stdin, os.Stdout)
	case len(args) == 2 && args[0] == "check":
		return checkRun(args[1])
	case len(args) >= 1 && args[0] == "break":
		return breakAll(args[1:])
	}
	return fmt.Errorf("usage: security record FILE | check FOLDER | break [ID…]")
}

// checkRun holds the table to the results of one run.
func checkRun(folder string) error {
	t, err := readTable(tableFile)
	if err != nil {
		return err
	}
	results, err := readResults(folder)
	if err != nil {
		return err
	}
	faults, skipped := unproven(t, results)
	for _, sentence := range skipped {
		fmt.Println("not proven here:", sentence)
	}
	if os.Getenv("CI") != "" {
		faults = append(faults, skipped...)
	}
	for _, sentence := range faults {
		fmt.Println(tableFile+":", sentence)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%d rows are not proven by this run", len(faults))
	}
	fmt.Printf("%s: %d requirements, each test named there ran and passed\n", tableFile, len(t))
	return nil
}
