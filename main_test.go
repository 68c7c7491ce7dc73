package main

import (
	"testing"

	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }
