package setup_test

import (
	"testing"

	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }
