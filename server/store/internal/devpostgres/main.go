// Command devpostgres runs another command with the address of an empty PostgreSQL database in GATEHOUSE_DEV_POSTGRES, on a
// server that lives as long as the command. "make migration" replays migrations in it.
//
//	devpostgres COMMAND [ARGUMENT ...]
package main

import (
	"log"
	"os"
	"os/exec"

	"gatehouse/server/store/internal/pgserver"
)

func main() {
	if len(os.Args) < 2 {
		log.Fatal("usage: devpostgres COMMAND [ARGUMENT ...]")
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		log.Fatal(err)
	}
}

func run(name string, arguments []string) error {
	server, err := pgserver.Start()
	if err != nil {
		return err
	}
	defer server.Stop()
	address, err := server.Create("dev", "")
	if err != nil {
		return err
	}
	command := exec.Command(name, arguments...)
	command.Env = append(os.Environ(), "GATEHOUSE_DEV_POSTGRES="+address)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	return command.Run()
}
