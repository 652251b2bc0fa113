/** The words of the picture tool in Korean and English; where only one kind of shape is drawn, by its own name. Fetched beside the picture. */
import type { Locale } from '../types'
import type { KindName } from './form'

type Where = readonly [x: number, y: number, width: number, height: number]
type Place = (where: Where, count: number) => string

/** Korean particles follow the last sound: 상자를, 다각형을. */
const KO: Record<KindName | 'shape', readonly [name: string, object: string]> = {
  rectangle: ['상자', '를'], polygon: ['다각형', '을'], ellipse: ['타원', '을'], keypoint: ['점', '을'], brush: ['칠', '을'], shape: ['도형', '을'],
}

const ko = (only: KindName | undefined) => {
  const [name, object] = KO[only ?? 'shape']
  const area: Place = ([x, y, width, height]) => `왼쪽 ${x}, 위 ${y}, 너비 ${width}, 높이 ${height}`
  const how: Record<KindName | 'shape', string> = {
    rectangle: '끌거나 두 모서리를 눌러 그려 주세요.',
    ellipse: '끌거나 두 모서리를 눌러 그려 주세요.',
    polygon: '점을 차례로 찍고, 첫 점을 다시 눌러 마쳐 주세요.',
    keypoint: '사진을 눌러 찍어 주세요.',
    brush: '사진 위를 문질러 칠해 주세요.',
    shape: '이름이나 도형을 고르고 사진 위에 그려 주세요.',
  }
  return {
    labels: `${name} 이름`,
    shapes: '도형',
    tools: '그리기 도구',
    draw: `${name} 그리기`,
    select: '고르기·옮기기',
    undo: '되돌리기',
    redo: '다시 하기',
    remove: `고른 ${name} 지우기`,
    turn: '15도 돌리기',
    eraser: '지우개',
    larger: '붓 크게',
    smaller: '붓 작게',
    startNew: '새로 칠하기',
    brush: '붓',
    zoomIn: '크게',
    zoomOut: '작게',
    fit: '화면에 맞추기',
    actualSize: '실제 크기 (100%)',
    list: `${name} 목록`,
    empty: `${name}${name === '상자' ? '가' : '이'} 없어요.`,
    emptyEdit: `아직 그린 ${name}${name === '상자' ? '가' : '이'} 없어요. ${how[only ?? 'shape']}`,
    stageRole: '그림판',
    stage: (picture: string) => `사진 ${picture}`,
    keys: `엔터로 점을 찍고 화살표로 옮겨요. 상자와 타원은 두 번째 엔터로 마치고, 다각형은 첫 점이나 같은 자리에서 엔터로 마쳐요. 붓은 엔터로 내리고 올려요. 대괄호로 ${name}${object} 고르고, 화살표로 옮기고, 알트와 화살표로 크기를 바꾸고, 쉼표와 마침표로 모서리를 고르고, 알로 돌리고, 딜리트로 지워요.`,
    keysView: `대괄호로 ${name}${object} 고르고, 더하기와 빼기로 확대와 축소를 해요.`,
    kinds: { rectangle: '상자', polygon: '다각형', ellipse: '타원', keypoint: '점', brush: '칠하기' } as Record<KindName, string>,
    place: {
      rectangle: area,
      ellipse: area,
      polygon: ([x, y, width, height], count) => `점 ${count}개, 왼쪽 ${x}, 위 ${y}, 너비 ${width}, 높이 ${height}`,
      keypoint: ([x, y]) => `왼쪽 ${x}, 위 ${y}`,
      brush: ([x, y, width, height], count) => `칠한 픽셀 ${count}개, 왼쪽 ${x}, 위 ${y}, 너비 ${width}, 높이 ${height}`,
    } as Record<KindName, Place>,
    marks: { added: '새로 생김', removed: '없어짐', changed: '바뀜' },
    pointedAt: '검수자가 표시한 곳',
    added: (shape: string) => `그렸어요: ${shape}`,
    selected: (shape: string) => `골랐어요: ${shape}`,
    changed: (shape: string) => `바꿨어요: ${shape}`,
    relabelled: (shape: string) => `이름을 바꿨어요: ${shape}`,
    removed: `${name}${object} 지웠어요.`,
    cancelled: '그리기를 그만뒀어요.',
    too_small: '너무 작아요. 조금 더 크게 그려 주세요.',
    no_label: '먼저 이름을 골라 주세요.',
    corner: '반대쪽 모서리를 눌러 주세요.',
    next_point: '다음 점을 찍어 주세요.',
    painting: '칠하는 중이에요. 다시 엔터를 누르면 끝나요.',
    point_removed: '점을 지웠어요.',
    point: (number: number, count: number) => `점 ${count}개 중 ${number}번째`,
    picked: '이곳을 표시했어요.',
    cancel: '취소',
    close: '마치기',
    takeBack: '점 지우기',
    labelChosen: (label: string) => `다음 이름: ${label}`,
    labelUsedUp: (label: string) => `${label}은 더 그릴 수 없어요.`,
    pickHint: (hasShapes: boolean) => `${hasShapes ? `${name}${object} 누르거나, 빈 곳을 끌어` : '사진 위를 끌어'} 고칠 곳을 표시해 주세요.`,
    imageFailed: '사진을 불러오지 못했어요.',
    retry: '다시 시도',
    help: {
      stage: '그림판 (그림판을 고른 뒤)',
      pan: '사진 움직이기',
      move: `십자선이나 ${name} 옮기기`,
      moveFar: '많이 옮기기',
      grow: '크기 바꾸기 · 한 픽셀씩 옮기기',
      growFar: '크기 많이 바꾸기',
      corner: '점 찍기 · 붓 내리고 올리기',
      cancel: '그만두기',
      next: `다음 ${name}`,
      previous: `이전 ${name}`,
      remove: `${name}${object} 지우기 · 점 지우기`,
      nextPoint: '다음 모서리 고르기',
      previousPoint: '이전 모서리 고르기',
      insertPoint: '점 끼워 넣기',
      turn: '돌리기',
    },
  }
}

export type Texts = ReturnType<typeof ko>

const EN: Record<KindName | 'shape', readonly [one: string, many: string]> = {
  rectangle: ['box', 'boxes'], polygon: ['polygon', 'polygons'], ellipse: ['ellipse', 'ellipses'], keypoint: ['point', 'points'], brush: ['mask', 'masks'], shape: ['shape', 'shapes'],
}

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)

const en = (only: KindName | undefined): Texts => {
  const [one, many] = EN[only ?? 'shape']
  const area: Place = ([x, y, width, height]) => `left ${x}, top ${y}, width ${width}, height ${height}`
  const how: Record<KindName | 'shape', string> = {
    rectangle: 'Drag, or tap two corners, to draw one.',
    ellipse: 'Drag, or tap two corners, to draw one.',
    polygon: 'Set its points one by one, and tap the first one again to finish.',
    keypoint: 'Tap the picture to set one.',
    brush: 'Rub over the picture to paint one.',
    shape: 'Choose a label or a shape and draw on the picture.',
  }
  return {
    labels: `${capital(one)} labels`,
    shapes: 'Shape',
    tools: 'Drawing tools',
    draw: `Draw ${many}`,
    select: 'Select and move',
    undo: 'Undo',
    redo: 'Redo',
    remove: `Delete the selected ${one}`,
    turn: 'Turn by 15 degrees',
    eraser: 'Eraser',
    larger: 'Larger brush',
    smaller: 'Smaller brush',
    startNew: 'Start a new mask',
    brush: 'Brush',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit to screen',
    actualSize: 'Actual size (100%)',
    list: capital(many),
    empty: `There are no ${many}.`,
    emptyEdit: `No ${many} yet. ${how[only ?? 'shape']}`,
    stageRole: 'drawing board',
    stage: (picture) => `Picture ${picture}`,
    keys: 'Enter sets a point, arrows move. A second Enter finishes boxes and ellipses; Enter at the first point, or twice in one place, closes a polygon; a brush goes down and up with Enter. Brackets select, arrows move, Alt with arrows resizes, comma and period choose a corner, R turns, Delete removes.',
    keysView: `Brackets select ${many}, plus and minus zoom.`,
    kinds: { rectangle: 'Box', polygon: 'Polygon', ellipse: 'Ellipse', keypoint: 'Point', brush: 'Mask' },
    place: {
      rectangle: area,
      ellipse: area,
      polygon: (where, count) => `${count} points, ${area(where, count)}`,
      keypoint: ([x, y]) => `left ${x}, top ${y}`,
      brush: (where, count) => `${count} pixels painted, ${area(where, count)}`,
    },
    marks: { added: 'added', removed: 'removed', changed: 'changed' },
    pointedAt: 'marked by the inspector',
    added: (shape) => `Drawn: ${shape}`,
    selected: (shape) => `Selected: ${shape}`,
    changed: (shape) => `Changed: ${shape}`,
    relabelled: (shape) => `Relabelled: ${shape}`,
    removed: `${capital(one)} deleted.`,
    cancelled: 'Drawing cancelled.',
    too_small: 'It is too small. Draw it a little larger.',
    no_label: 'Choose a label first.',
    corner: 'Tap the opposite corner.',
    next_point: 'Set the next point.',
    painting: 'Painting. Enter again ends it.',
    point_removed: 'Point deleted.',
    point: (number, count) => `Point ${number} of ${count}`,
    picked: 'Marked this place.',
    cancel: 'Cancel',
    close: 'Finish',
    takeBack: 'Delete point',
    labelChosen: (label) => `Next label: ${label}`,
    labelUsedUp: (label) => `No more of ${label} can be drawn.`,
    pickHint: (hasShapes) => `${hasShapes ? `Tap a ${one}, or drag over an empty place,` : 'Drag over the picture'} to mark what needs mending.`,
    imageFailed: 'The picture could not be loaded.',
    retry: 'Try again',
    help: {
      stage: 'Drawing board (when it has the focus)',
      pan: 'Move the picture',
      move: `Move the crosshair or the ${one}`,
      moveFar: 'Move far',
      grow: 'Resize · move by one pixel',
      growFar: 'Resize a lot',
      corner: 'Set a point · brush down and up',
      cancel: 'Cancel',
      next: `Next ${one}`,
      previous: `Previous ${one}`,
      remove: `Delete the ${one} or the point`,
      nextPoint: 'Choose the next corner',
      previousPoint: 'Choose the previous corner',
      insertPoint: 'Insert a point',
      turn: 'Turn',
    },
  }
}

export function textsFor(locale: Locale, only: KindName | undefined): Texts {
  return (locale === 'ko' ? ko : en)(only)
}
