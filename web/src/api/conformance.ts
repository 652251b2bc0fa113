/**
 * Holds the types of `types.ts` to the server's document. They are written by hand because they say more than the document
 * can (what a region is, that a tree is a tree); here the compiler sees to it that they say nothing else: the same members,
 * of types that fit. A line that does not compile names what has drifted.
 */
import type * as Wire from './generated/types.gen'
import type * as Quality from './quality-types'
import type * as Made from './made-types'
import type * as Sensitive from './sensitive-types'
import type * as Ours from './types'

/** Both ways: no member too many, none missing. */
type SameMembers<A, B> = [Exclude<keyof A, keyof B>, Exclude<keyof B, keyof A>] extends [never, never] ? true : { tooMany: Exclude<keyof A, keyof B>; missing: Exclude<keyof B, keyof A> }
/** Each member of ours can be where the document's is, apart from absent and null, which the document writes as one. */
type Fits<A, B> = { [K in keyof A & keyof B]: NonNullable<A[K]> extends NonNullable<B[K]> ? never : K }[keyof A & keyof B]
type Conforms<A, B> = SameMembers<A, B> extends true ? ([Fits<A, B>] extends [never] ? true : { differs: Fits<A, B> }) : SameMembers<A, B>
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
type Expect<T extends true> = T

export type Conformance = {
  me: Expect<Conforms<Ours.Me, Wire.Me>>
  token: Expect<Conforms<Ours.Token, Wire.Token>>
  newToken: Expect<Conforms<Ours.NewToken, Wire.NewToken>>
  organization: Expect<Conforms<Ours.Organization, Wire.Organization>>
  member: Expect<Conforms<Ours.Member, Wire.Member>>
  transfer: Expect<Conforms<Ours.Transfer, Wire.Transfer>>
  interfaceCheck: Expect<Conforms<Ours.InterfaceCheck, Wire.InterfaceCheck>>
  interfaceTemplate: Expect<Conforms<Ours.InterfaceTemplate, Wire.InterfaceTemplate>>
  control: Expect<Conforms<Ours.Control, Wire.Control>>
  projectDraft: Expect<Conforms<Ours.ProjectDraft, Wire.ProjectDraft>>
  project: Expect<Conforms<Ours.Project, Wire.Project>>
  projectSummary: Expect<Conforms<Ours.ProjectSummary, Wire.ProjectSummary>>
  guide: Expect<Conforms<Ours.Guide, Wire.Guide>>
  progress: Expect<Conforms<Ours.Progress, Wire.Progress>>
  projectWorker: Expect<Conforms<Ours.ProjectWorker, Wire.ProjectWorker>>
  invitation: Expect<Conforms<Ours.Invitation, Wire.Invitation>>
  media: Expect<Conforms<Ours.Media, Wire.Media>>
  import: Expect<Conforms<Ours.Import, Wire.Import>>
  importProblem: Expect<Conforms<Ours.ImportProblem, Wire.ImportProblemView>>
  madeFile: Expect<Conforms<Made.MadeFile, Wire.MadeFile>>
  taskSummary: Expect<Conforms<Ours.TaskSummary, Wire.TaskSummary>>
  task: Expect<Conforms<Ours.Task, Wire.Task>>
  feedback: Expect<Conforms<Quality.Feedback, Wire.Feedback>>
  taskAnswer: Expect<Conforms<Ours.TaskAnswer, Wire.TaskAnswer>>
  result: Expect<Conforms<Ours.Result, Wire.Result>>
  qualitySettings: Expect<Conforms<Quality.QualitySettings, Wire.QualitySettings>>
  rule: Expect<Conforms<Quality.Rule, Wire.Rule>>
  quality: Expect<Conforms<Quality.Quality, Wire.Quality>>
  agreement: Expect<Conforms<NonNullable<Quality.Quality['agreement']>, Wire.AgreementView>>
  confusion: Expect<Conforms<Quality.Confusion, Wire.Confusion>>
  reliability: Expect<Conforms<Quality.Reliability, Wire.ReliabilityView>>
  reliabilityBin: Expect<Conforms<Quality.ReliabilityBin, Wire.ReliabilityBin>>
  answersSpent: Expect<Conforms<Quality.AnswersSpent, Wire.OverlapView>>
  doubtfulTask: Expect<Conforms<Quality.DoubtfulTask, Wire.DoubtfulTask>>
  measuredPerson: Expect<Conforms<Quality.MeasuredPerson, Wire.MeasuredPerson>>
  pause: Expect<Conforms<Quality.Pause, Wire.Pause>>
  myPause: Expect<Conforms<Quality.MyPause, Wire.MyPause>>
  audit: Expect<Conforms<Quality.Audit, Wire.Audit>>
  certificate: Expect<Conforms<Quality.Certificate, Wire.Certificate>>
  certificateStratum: Expect<Conforms<Quality.CertificateStratum, Wire.CertificateStratum>>
  verdict: Expect<Conforms<Ours.Verdict, Wire.Verdict>>
  workProject: Expect<Conforms<Ours.WorkProject, Wire.WorkProject>>
  workProjectDetail: Expect<Conforms<Ours.WorkProjectDetail, Wire.WorkProjectDetail>>
  trial: Expect<Conforms<Ours.Trial, Wire.Trial>>
  trialReply: Expect<Conforms<Ours.TrialReply, Wire.TrialReply>>
  exam: Expect<Conforms<Ours.Exam, Wire.Exam>>
  examReply: Expect<Conforms<Ours.ExamReply, Wire.ExamReply>>
  assignment: Expect<Conforms<Ours.Assignment, Wire.Assignment>>
  return: Expect<Conforms<Ours.Return, Wire.Return>>
  inspect: Expect<Conforms<Ours.Inspect, Wire.Inspect>>
  next: Expect<Conforms<Ours.Next, Wire.Next>>
  reply: Expect<Conforms<Ours.Reply, Wire.Reply>>
  receipt: Expect<Conforms<Ours.Receipt, Wire.Receipt>>
  today: Expect<Conforms<Ours.Today, Wire.Today>>
  answerBody: Expect<Conforms<Ours.AnswerBody, Wire.AnswerInput>>
  verdictBody: Expect<Conforms<Ours.VerdictBody, Wire.VerdictCommand>>
  earnings: Expect<Conforms<Ours.Earnings, Wire.Earnings>>
  earningsTransfer: Expect<Conforms<Ours.EarningsTransfer, Wire.EarningsTransfer>>
  operatorUser: Expect<Conforms<Ours.OperatorUser, Wire.OperatorUser>>
  operatorOrganization: Expect<Conforms<Ours.OperatorOrganization, Wire.OperatorOrganization>>
  operatorProject: Expect<Conforms<Ours.OperatorProject, Wire.OperatorProject>>
  topEarners: Expect<Conforms<Ours.TopEarners, Wire.TopEarners>>
  operatorEvent: Expect<Conforms<Ours.OperatorEvent, Wire.Event>>
  ledger: Expect<Conforms<Ours.Ledger, Wire.Ledger>>
  appeal: Expect<Conforms<Ours.Appeal, Wire.Appeal>>
  sensitivity: Expect<Conforms<Sensitive.Sensitivity, Wire.Sensitivity>>
  exposureLimits: Expect<Conforms<Sensitive.ExposureLimits, Wire.ExposureLimits>>
  sensitiveWork: Expect<Conforms<Sensitive.SensitiveWork, Wire.SensitiveWork>>
  sensitiveStanding: Expect<Conforms<Sensitive.SensitiveStanding, Wire.SensitiveStanding>>
  consent: Expect<Conforms<Sensitive.Consent, Wire.Consent>>
  sensitiveKind: Expect<Same<Sensitive.SensitiveKind, Wire.SensitiveKind>>
  workQuestion: Expect<Conforms<Sensitive.WorkQuestion, Wire.WorkQuestion>>
  myQuestion: Expect<Conforms<Sensitive.MyQuestion, Wire.MyQuestion>>
  projectQuestion: Expect<Conforms<Sensitive.ProjectQuestion, Wire.ProjectQuestion>>
  example: Expect<Conforms<Sensitive.Example, Wire.Example>>
  exampleInput: Expect<Conforms<Sensitive.ExampleInput, Wire.ExampleInput>>
  problem: Expect<Conforms<Ours.Problem, Wire.Problem>>
  assignmentState: Expect<Same<Ours.AssignmentState, Wire.AssignmentState>>
  projectState: Expect<Same<Ours.ProjectState, Wire.ProjectState>>
  taskState: Expect<Same<Ours.TaskState, Wire.TaskState>>
  gate: Expect<Same<Ours.Gate, Wire.Gate>>
  pauseCause: Expect<Same<Quality.PauseCause, Wire.PauseCause>>
  verdictKind: Expect<Same<Ours.VerdictKind, Wire.VerdictKind>>
}
