// Package ui is the screens of sttwizard: home, connections, the wizard's steps,
// review, sending, task, failure and a few questions that come up over them.
//
// House rules. There is one tea.Model, Model; screens are plain structs with
// methods that it calls. Update routes, handlers decide, view draws and changes
// nothing. Every effect (disk, network, clipboard) is a command in commands.go,
// which captures what it needs, has a time limit and answers with a fact from
// messages.go; a fact carries the number of the operation that asked for it, and
// Model.fact drops one of an operation given up. What is done about attempts belongs
// to no screen: background does it, its facts name the attempt, and screens read it.
// The keys of a screen are a table of bindings: what is not in it does not work, and
// the help is made from it.
//
// Most screens are packages below this one: a screen there knows nothing of Model, and
// of no other screen. It takes an interface of its own and tells what a person chose;
// routes.go and routes_tasks.go read that and say what comes next. What several of them
// show was read of this machine's files into stored. Dialogs above a screen are here,
// since any screen asks by them. apart_test.go proves of the source that no screen
// calls another.
//
// Text from a network, a file or the environment passes terminal.Safe before it
// is drawn. What screens are drawn with, their looks above all, is package kit.
package ui
