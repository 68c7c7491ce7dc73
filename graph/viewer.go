package graph

// Viewer is whoever asks.
type Viewer struct{ person *person }
