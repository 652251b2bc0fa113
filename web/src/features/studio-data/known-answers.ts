import type { Node, Project } from '@/api/types'

/** What a person may call an answer, shown title or stored value → the stored value. Empty where one choice is not the whole answer. */
export function answersByName(project: Pick<Project, 'categorical' | 'tree'>): Map<string, string> {
  const answers = new Map<string, string>()
  const control = project.categorical ? find(project.tree, project.categorical) : null
  for (const choice of control ? choicesIn(control) : []) {
    const title = attribute(choice, 'value')
    const stored = attribute(choice, 'alias') ?? title
    if (stored === undefined) continue
    answers.set(stored, stored)
    if (title !== undefined && !answers.has(title)) answers.set(title, stored)
  }
  return answers
}

function find(node: Node, name: string): Node | null {
  if (attribute(node, 'name') === name && node.tag.toLowerCase() === 'choices') return node
  for (const child of node.children) {
    const found = find(child, name)
    if (found) return found
  }
  return null
}

function* choicesIn(node: Node): Generator<Node> {
  for (const child of node.children) {
    if (child.tag.toLowerCase() === 'choice') yield child
    yield* choicesIn(child)
  }
}

const attribute = (node: Node, name: string): string | undefined => Object.entries(node.attributes).find(([key]) => key.toLowerCase() === name)?.[1]
