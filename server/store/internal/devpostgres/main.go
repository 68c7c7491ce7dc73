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
	server, err := pgserver.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer server.Stop()
	address, err := server.Create("dev", "")
	if err != nil {
		log.Print(err)
		return
	}
	command := exec.Command(os.Args[1], os.Args[2:]...)
	command.Env = append(os.Environ(), "GATEHOUSE_DEV_POSTGRES="+address)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	if err := command.Run(); err != nil {
		log.Print(err)
	}
}
