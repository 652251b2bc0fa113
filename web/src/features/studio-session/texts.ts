import { defineTexts } from '@/studio/define-texts'

export const { catalogues, useT } = defineTexts({
  sign_in: ['로그인', 'Sign in'],
  sign_in_title: ['품앗이 스튜디오에 로그인', 'Sign in to Pumasi Studio'],
  sign_in_lead: ['데이터를 주문하고, 진행을 보고, 결과를 받아요. 작업 앱과 같은 계정이에요.', 'Order data, watch it being made, download the results. The same account as the work app.'],
  sign_up: ['가입하기', 'Sign up'],
  sign_up_title: ['품앗이 가입', 'Sign up for Pumasi'],
  sign_up_lead: ['가입한 뒤 조직을 만들면 바로 첫 프로젝트를 준비할 수 있어요.', 'Sign up, make an organization, and prepare your first project.'],
  email: ['이메일', 'E-mail'],
  password: ['비밀번호', 'Password'],
  password_hint: ['10자 이상. 여러 낱말을 이어 쓰면 외우기 쉬워요.', '10 characters or more. Several words in a row are easy to remember.'],
  display_name: ['이름', 'Name'],
  display_name_hint: ['함께하는 사람에게 보여요.', 'Shown to the people you work with.'],
  no_account: ['처음이신가요?', 'New here?'],
  has_account: ['이미 가입하셨나요?', 'Signed up already?'],
  organization_title: ['조직 만들기', 'Make an organization'],
  organization_lead: ['프로젝트와 잔액은 조직에 속해요. 회사, 연구실, 팀 이름을 적어 주세요. 만든 사람이 소유자가 돼요.', 'Projects and money belong to an organization: a company, a lab, a team. Whoever makes it is its owner.'],
  organization_name: ['조직 이름', 'Name of the organization'],
  organization_create: ['만들기', 'Create'],
  organization_done: ['조직을 만들었어요', 'The organization is made'],
})
