import {
  type Action,
  type ActionFacts,
  type ActivityKind,
  actions,
  activityKinds,
  auditActions,
  type TracedAction,
} from '#db/schema/audit-actions.ts'

export { type Action, type ActivityKind, actions, activityKinds, type TracedAction }

/** An action that the activity page shows. */
export type ActivityAction = {
  [Name in Action]: (typeof actions)[Name] extends { kind: ActivityKind } ? Name : never
}[Action]

const facts: Record<Action, ActionFacts> = actions
const shown = auditActions.filter((name): name is ActivityAction => facts[name].kind !== undefined)

/** The actions that the activity page shows under these kinds. */
export const actionsOfKinds = (kinds: readonly ActivityKind[]): ActivityAction[] =>
  shown.filter((action) => {
    const { kind, also } = facts[action]
    return kinds.some((one) => one === kind || one === also)
  })
/** The actions of others that the overview tells of. */
export const changeActions = shown.filter((action) => facts[action].isChange)
/** What the `objectId` of an action's audit rows names. */
export const objectOf = (action: ActivityAction): ActionFacts['object'] => facts[action].object
