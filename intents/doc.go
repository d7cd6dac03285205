// Package intents understands a question, picks an intent and composes the answer. It is the one
// place where talk (bot) meets news (store).
//
// A question goes Parse → [Query] → Find → rank → evidence test → compose. All of it is pure but
// for the Find (one by words, one by kind where the question asks for a kind), so that the same question on the same store gets the same answer, byte for byte.
//
// How questions are recognised is data (phrases.rec, and the tables of internal/lang); how an answer
// is composed is code, one file an intent.
package intents
