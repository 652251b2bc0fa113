//! The list of built-in templates, the most common of each kind first. Config and example of each lie in
//! `templates/<template_id>.xml` and `.json`.

/// A template as it is written down: in both languages at once, `[[Korean|English]]`.
pub(super) struct Source {
    pub(super) template_id: &'static str,
    pub(super) category: &'static str,
    pub(super) title: [&'static str; 2],
    pub(super) description: [&'static str; 2],
    pub(super) xml: &'static str,
    pub(super) data: &'static str,
}

macro_rules! source {
    ($id:literal, $category:literal, $title:expr, $description:expr) => {
        Source {
            template_id: $id,
            category: $category,
            title: $title,
            description: $description,
            xml: include_str!(concat!("../../templates/", $id, ".xml")),
            data: include_str!(concat!("../../templates/", $id, ".json")),
        }
    };
}

pub(super) const SOURCES: &[Source] = &[
    source!(
        "image_classification",
        "picture",
        ["이미지 분류", "Image classification"],
        [
            "사진을 보고 하나를 골라요.",
            "Look at a picture and choose one answer."
        ]
    ),
    source!(
        "image_classification_multiple",
        "picture",
        ["이미지 분류 (여러 개)", "Image classification, several answers"],
        [
            "사진에 있는 것을 모두 골라요.",
            "Look at a picture and choose all that apply."
        ]
    ),
    source!(
        "bounding_boxes",
        "picture",
        ["상자 그리기", "Bounding boxes"],
        [
            "사진 속 물건마다 상자를 그리고 이름을 붙여요.",
            "Draw a labelled box around each thing in a picture."
        ]
    ),
    source!(
        "rotated_boxes",
        "picture",
        ["기울어진 상자", "Rotated boxes"],
        [
            "비스듬한 물건에 맞춰 상자를 돌려 그려요.",
            "Draw boxes that turn with the things they hold."
        ]
    ),
    source!(
        "polygons",
        "picture",
        ["다각형 그리기", "Polygons"],
        [
            "물건의 테두리를 점으로 이어 그려요.",
            "Outline each thing point by point."
        ]
    ),
    source!(
        "key_points",
        "picture",
        ["점 찍기", "Key points"],
        [
            "얼굴이나 관절처럼 정해진 곳에 점을 찍어요.",
            "Set a point on each named spot, such as eyes or joints."
        ]
    ),
    source!(
        "brush_masks",
        "picture",
        ["붓으로 칠하기", "Brush masks"],
        [
            "물건이 차지하는 곳을 붓으로 칠해요.",
            "Paint the area that each thing covers."
        ]
    ),
    source!(
        "ellipses",
        "picture",
        ["타원 그리기", "Ellipses"],
        [
            "둥근 것마다 타원을 그려요.",
            "Draw an ellipse around each round thing."
        ]
    ),
    source!(
        "image_text",
        "picture",
        ["사진 속 글자 읽기", "Text in pictures"],
        [
            "글자마다 상자를 그리고 읽은 대로 써요.",
            "Box every piece of text and write down what it says."
        ]
    ),
    source!(
        "image_captioning",
        "picture",
        ["사진 설명 쓰기", "Image captioning"],
        [
            "사진을 한두 문장으로 설명해요.",
            "Describe a picture in a sentence or two."
        ]
    ),
    source!(
        "visual_question",
        "picture",
        ["사진 보고 답하기", "Visual questions"],
        ["사진을 보고 질문에 답해요.", "Answer a question about a picture."]
    ),
    source!(
        "image_quality",
        "picture",
        ["사진 품질 매기기", "Picture quality"],
        [
            "사진이 쓸 만한지 별점과 까닭으로 답해요.",
            "Rate how usable a picture is and say why."
        ]
    ),
    source!(
        "image_similarity",
        "picture",
        ["닮은 정도", "Similarity of pictures"],
        [
            "두 사진이 얼마나 닮았는지 별점을 매겨요.",
            "Rate how alike two pictures are."
        ]
    ),
    source!(
        "text_classification",
        "text",
        ["글 분류", "Text classification"],
        ["글을 읽고 하나를 골라요.", "Read a text and choose one answer."]
    ),
    source!(
        "topic_tags",
        "text",
        ["주제 고르기", "Topics of a text"],
        [
            "글이 다루는 주제를 모두 골라요.",
            "Choose every topic that a text is about."
        ]
    ),
    source!(
        "taxonomy",
        "text",
        ["분류 나무", "Tree of categories"],
        [
            "여러 단계로 된 분류에서 알맞은 곳을 찾아요.",
            "Find the right place in a tree of categories."
        ]
    ),
    source!(
        "named_entities",
        "text",
        ["이름 찾기", "Named entities"],
        [
            "글에서 사람, 곳, 때를 찾아 표시해요.",
            "Mark people, places and dates in a text."
        ]
    ),
    source!(
        "relations",
        "text",
        ["사이의 관계", "Relations"],
        [
            "찾은 이름 사이의 관계를 이어요.",
            "Mark names and connect those that belong together."
        ]
    ),
    source!(
        "question_answering",
        "text",
        ["글에서 답 찾기", "Answers in a text"],
        [
            "질문의 답이 되는 곳을 글에서 찾아 표시해요.",
            "Mark the passage that answers a question."
        ]
    ),
    source!(
        "html_entities",
        "text",
        ["꾸며진 글 표시하기", "Formatted text"],
        [
            "제목과 굵은 글씨가 있는 글에서 필요한 곳을 표시해요.",
            "Mark passages in a text with headings and emphasis."
        ]
    ),
    source!(
        "summarization",
        "text",
        ["글 줄이기", "Summarization"],
        ["긴 글을 짧게 줄여 써요.", "Write a short version of a long text."]
    ),
    source!(
        "translation",
        "text",
        ["옮겨 쓰기", "Translation"],
        ["글을 다른 말로 옮겨요.", "Translate a text."]
    ),
    source!(
        "content_moderation",
        "text",
        ["해로운 글 가려내기", "Content moderation"],
        [
            "해로운 글인지, 얼마나 심한지 판단해요.",
            "Decide whether a text is harmful, and how badly."
        ]
    ),
    source!(
        "fact_check",
        "text",
        ["사실 확인", "Fact checking"],
        [
            "주장이 근거와 맞는지 판단하고 근거를 표시해요.",
            "Judge a claim against a source and mark the evidence."
        ]
    ),
    source!(
        "conversation_writing",
        "conversation",
        ["대화 쓰기", "Conversation writing"],
        [
            "상황에 맞는 두 사람의 대화를 쓰고 말마다 감정을 표시해요.",
            "Write a conversation of two people and tag the feeling of each message."
        ]
    ),
    source!(
        "dialogue_sentiment",
        "conversation",
        ["대화의 분위기", "Mood of a dialogue"],
        [
            "대화를 읽고 분위기를 골라요. 나쁘면 까닭도 골라요.",
            "Read a dialogue and choose its mood, and the reason when it is bad."
        ]
    ),
    source!(
        "dialogue_spans",
        "conversation",
        ["대화 표시하기", "Marking a dialogue"],
        [
            "대화에서 약속과 부탁을 찾아 표시해요.",
            "Mark promises and requests in a dialogue."
        ]
    ),
    source!(
        "response_rating",
        "conversation",
        ["답변 평가", "Rating answers"],
        [
            "인공지능의 답변을 항목마다 평가해요.",
            "Rate the answer of a model, point by point."
        ]
    ),
    source!(
        "answer_comparison",
        "ranking",
        ["답변 비교", "Comparing answers"],
        [
            "두 답변 가운데 더 나은 쪽을 골라요.",
            "Choose the better of two answers."
        ]
    ),
    source!(
        "ranking",
        "ranking",
        ["순서 매기기", "Ranking"],
        [
            "찾은 결과를 나은 것부터 늘어놓아요.",
            "Put results in order, the best first."
        ]
    ),
    source!(
        "relevance",
        "ranking",
        ["관련 있는 것 고르기", "Relevance"],
        [
            "결과를 관련 있는 것과 없는 것으로 나눠요.",
            "Sort results into relevant and not."
        ]
    ),
    source!(
        "free_writing",
        "making",
        ["글쓰기", "Free writing"],
        [
            "주제를 읽고 자유롭게 글을 써요.",
            "Read a topic and write about it freely."
        ]
    ),
    source!(
        "voice_recording",
        "making",
        ["목소리 녹음", "Voice recording"],
        [
            "글을 소리 내어 읽고 녹음해요.",
            "Read a sentence aloud and record it."
        ]
    ),
    source!(
        "photo_collection",
        "making",
        ["사진 모으기", "Photo collection"],
        ["부탁한 것을 카메라로 찍어요.", "Photograph what is asked for."]
    ),
    source!(
        "video_collection",
        "making",
        ["영상 모으기", "Video collection"],
        [
            "부탁한 동작을 짧은 영상으로 찍어요.",
            "Film what is asked for in a short video."
        ]
    ),
    source!(
        "model_conversation",
        "making",
        ["모델과 대화", "Conversation with a model"],
        [
            "요청자의 모델과 대화하고 얼마나 도움이 됐는지 골라요.",
            "Converse with the requester's model and rate how helpful it was."
        ]
    ),
    source!(
        "questionnaire",
        "making",
        ["설문", "Questionnaire"],
        ["여러 가지 물음에 차례로 답해요.", "Answer a set of questions."]
    ),
    source!(
        "audio_transcription",
        "audio",
        ["받아쓰기", "Transcription"],
        [
            "소리를 듣고 들리는 대로 써요.",
            "Listen and write down what is said."
        ]
    ),
    source!(
        "audio_classification",
        "audio",
        ["소리 분류", "Sound classification"],
        [
            "소리를 듣고 하나를 골라요.",
            "Listen to a sound and choose one answer."
        ]
    ),
    source!(
        "sound_events",
        "audio",
        ["소리 구간 표시", "Sound events"],
        [
            "소리가 나는 구간을 표시하고 이름을 붙여요.",
            "Mark each stretch of sound and name it."
        ]
    ),
    source!(
        "speaker_segments",
        "audio",
        ["말한 사람 나누고 받아쓰기", "Speakers and transcription"],
        [
            "누가 말하는지 구간을 나누고 구간마다 받아써요.",
            "Mark who speaks when, and transcribe each stretch."
        ]
    ),
    source!(
        "video_classification",
        "video",
        ["영상 분류", "Video classification"],
        [
            "영상을 보고 하나를 골라요.",
            "Watch a video and choose one answer."
        ]
    ),
    source!(
        "video_timeline",
        "video",
        ["영상 구간 표시", "Video timeline"],
        [
            "영상에서 일이 일어나는 구간을 표시해요.",
            "Mark when things happen in a video."
        ]
    ),
    source!(
        "video_boxes",
        "video",
        ["영상 속 물건 따라가기", "Tracking in videos"],
        [
            "움직이는 물건을 상자로 따라가요.",
            "Follow a moving thing with a box."
        ]
    ),
    source!(
        "document_classification",
        "document",
        ["문서 분류", "Document classification"],
        [
            "문서를 읽고 종류를 골라요.",
            "Read a document and choose its kind."
        ]
    ),
    source!(
        "table_check",
        "document",
        ["표 확인", "Checking a record"],
        ["표의 값이 맞는지 확인해요.", "Check whether a record is right."]
    ),
    source!(
        "time_series",
        "document",
        ["시계열 구간 표시", "Time series"],
        [
            "측정값의 흐름에서 달라지는 구간을 표시해요.",
            "Mark stretches in measurements over time."
        ]
    ),
];
