// Package lang reads English: words, stems, names, concepts, dates, lengths of time, numbers.
//
// Writing (store/extract) and asking (intents) use the same analysis, so that a fact and a
// question meet on the same keys whatever words they use. What the package knows of words is
// in the tables of data/, which a person edits (format: internal/records); code holds rules only.
package lang
