"""How texts address a model: orders in English, Korean and a few others, roles, broken frames."""

ENGLISH = (
    (
        r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above"
        r"|earlier|all|any|your|these|those)\b.{0,40}\b(?:instructions?|prompts?|rules?"
        r"|directions?|messages?|guidelines?|context)\b"
    ),
    (
        r"\b(?:system|developer|hidden|secret) (?:prompt|message"
        r"|instructions?)\b.{0,60}\b(?:reveal|print|repeat|show|leak|output|include|send)\b"
    ),
    (
        r"\b(?:reveal|print|repeat|show|leak|output|include|send"
        r"|paste)\b.{0,60}\b(?:system prompt|api keys?|secret|password|credentials?"
        r"|instructions)\b"
    ),
    r"\byou(?:'re| are) (?:now|no longer)\b",
    (
        r"\b(?:pretend (?:to|you|that)|act as if|roleplay as|from now on"
        r"|new (?:task|instructions?)\s*:)"
    ),
    (
        r"^(?:and |then |also |please |now |next,? |finally,? |to \w+ \w+ \w+, )*(?:only "
        r"|always |never |exactly |just )*(?:reply|respond|answer|output|print|write|say|return"
        r"|echo|repeat)\b.{0,30}\b(?:only|exactly|with|verbatim|nothing|the (?:text|word|phrase"
        r"|following))\b"
    ),
    (
        r"\b(?:in|of|to|with|within|for|into|from|as|at|throughout) your (?:\w+ )?(?:reply"
        r"|response|answer|output|summary|solution|suggestions?|message|implementation)\b"
    ),
    (
        r"\byour (?:next |final |entire |whole )?(?:reply|response|answer|output"
        r"|solution)s? (?:must|should|in|into|backwards?|with|to|by|as|using)\b"
    ),
    (
        r"\b(?:let|make|have|ensure|allow|modify|adjust|rewrite|write|translate|encode|reverse"
        r"|shift|convert|format|augment|enrich|append|prepend|embed|substitute|present|craft"
        r"|express|render)\b.{0,40}\byour (?:\w+ )?(?:reply|response|answer|output|code"
        r"|solution|text|message|content|summary|words|letters)\b"
    ),
    (
        r"\b(?:code|function|program) (?:snippet|excerpt|segment|block|fragment"
        r"|piece)s?\b.{0,40}\b(?:your|into|in|within)\b"
    ),
    (
        r"\b(?:following|subsequent|below|given|next|succeeding|ensuing)\b (?:\w+ )?(?:code"
        r"|snippet|script)\b"
    ),
    (
        r"\b(?:rate|rank|score|label|tag|classify|recommend)\b.{0,20}\bthis (?:item|article"
        r"|page|post|document|paper|text)\b"
    ),
    (
        r"\b(?:ai|language model|llm|assistant|summari[sz]er|agent|model"
        r"|bot)s?\b.{0,20}\breading this\b"
    ),
    (
        r"^(?:dear |hey |attention,? |note to |instructions? (?:to|for) )(?:the )?(?:ai"
        r"|language model|llm|assistant|summari[sz]er|model|bot|crawler)s?\b"
    ),
    (
        r"\b(?:models?|llms?|ais?|assistants?|summari[sz]ers?|bots?)\b.{0,40}\b(?:must|should)"
        r" (?:only |always |just )?(?:answer|output|say|reply|respond|print|write|mention)\b"
    ),
    r"\band nothing else\b",
    r"\b(?:jailbreak|developer|maintenance|debug|god|admin|dan) mode\b",
    (
        r"^(?:please |now |actually,? |and |so |just |hey,? )*(?:ignore|disregard|forget"
        r"|override)\b"
    ),
    r"\b(?:the|these|any|all|my|your) (?:previous|prior|earlier|above) instructions?\b",
    (
        r"\bif you(?:'re| are) an? (?:\w+ )?(?:ai|language model|llm|assistant|model|bot)\b"
        r"|\bas an? (?:ai|language model|llm|assistant|chatbot)\b.{0,40}\byou\b"
    ),
    (
        r"\b(?:any|every|all|each) (?:ai|model|llm|assistant|language model|summari[sz]er|agent)s?"
        r" (?:processing|reading|summari[sz]ing|handling|parsing|that reads?|who reads?)\b"
    ),
    (
        r"\b(?:begin|start|end|prefix|finish|close) (?:your|its|every|each|the) (?:output|answer"
        r"|reply|response|summary)\b"
    ),
    (
        r"\bwhen (?:you )?(?:summari[sz]|answer|respond|reply|translat)\w*\b.{0,40}"
        r"\b(?:always|never|must|mention|say|include)\b"
    ),
    (
        r"\byou (?:do not|don't|must|should|will|have to|need to|are to|shall)(?: not)?"
        r" (?:now |always |never |only )?(?:mention|comply|obey|say|reveal|pretend|disclose|praise"
        r"|answer every)\b|\byou to (?:print|reveal|disclose|repeat|say|praise)\b"
    ),
    (
        r"^(?:please |now |then |and |just )*(?:do not|don't|never) (?:mention|summari[sz]e|reveal"
        r"|tell|say)\b"
    ),
    (
        r"\b(?:print|output|say|write|repeat|display|type)(?: out)? (?:just |only |exactly )?the"
        r" (?:word|phrase|sentence|string)s?\b|^(?:repeat after me|say [\"'“‘])|\bnow say\b"
    ),
    (
        r"\byour (?:new|real|actual|true|hidden|exact|secret) (?:objective|task|goal|mission|role"
        r"|purpose|instructions?|identity)\b"
    ),
    (
        r"\b(?:what (?:is|are|were)|summari[sz]e|repeat|reveal|describe|bypass|list)\b.{0,30}\byour"
        r" (?:\w+ )?(?:instructions?|rules|configuration|prompt|guidelines|filters)\b"
    ),
    (
        r"\bfrom this (?:point|moment|line)(?: on| onwards?| forward)?,? (?:respond|answer|reply"
        r"|you|only|speak|write)\b"
    ),
    (
        r"\blet(?:'s| us) (?:play|pretend|imagine)\b|\b(?:game|story|world) in which you\b"
        r"|\bplease act (?:like|as)\b|^act (?:like|as)\b"
    ),
    (
        r"\bthe user has (?:authori[sz]ed|asked|permitted|requested)\b|\btell the (?:user|reader)"
        r"\b|\b(?:disclose|reveal|leak)\b.{0,20}\b(?:confidential|secret|hidden)\b"
    ),
    (
        r"\binstead,? (?:just |only )?(?:print|say|output|tell)\b|^(?:stop (?:here|there)|actually"
        r"|sorry|wait),.{0,40}\b(?:instead|new plan|please|print|write|say)\b"
    ),
    r"\bi(?: am|'m) (?:the|your) (?:developer|creator|administrator|admin|owner|operator)\b",
    (
        r"\b(?:message|note|hint|word) (?:to|for) (?:the |all |any )?(?:\w+ )?(?:ais?"
        r"|llms?|language models?|chatbots?|assistants?|reviewers?)\b|\byour (?:new|next) prompt\b"
    ),
    r"[#=*-]{2,}\s*end of\b",
    (
        r"\b(?:olvid[ae]|ignor[ae]|ignorez|oubliez|vergiss|ignorieren?|dimentica)\b.{0,40}"
        r"(?:\binstruc\w+|\banweisung\w*|\bistruzioni|\binstruç\w+)"
        r"|(?:игнорируй|забудь)\w*.{0,40}инструкц|忽略.{0,12}(?:指令|指示|说明|內容|内容)"
        r"|(?:指示|命令).{0,8}無視"
    ),
)
_DROP_IT = r"(?:무시(?:하[라고세십시여]|해)|잊[어으고]|따르지\s?(?:말|마)|버리[고라세])"
KOREAN = (
    (
        r"(?:이전|위|앞|지금까지|기존|모든|아래)의?\s?.{0,12}(?:지시|명령|지침|프롬프트|규칙|내용).{0,8}"
        rf"{_DROP_IT}"
    ),
    rf"(?:지시|명령|지침|규칙)(?:사항)?[을를]?\s?(?:모두\s)?{_DROP_IT}",
    r"시스템\s?(?:프롬프트|메시지|설정).{0,30}(?:출력|공개|알려|보여|포함|말해|적어)",
    r"(?:무시|거부)하고\s.{0,40}(?:줘|주세요|하라|해라|써라|세요|시오)|규칙을\s?(?:모두\s)?어기고",
    r"요약(?:은|을)?\s?하지\s?(?:말|마)",
    (
        r"이 (?:글|문서|텍스트|페이지|내용)[을를]? ?(?:읽는|보는|요약하는|처리하는|읽고 있는)"
        r" (?:AI|인공지능|모델|언어 ?모델|어시스턴트|시스템|요약기)"
    ),
    r"(?:당신|너)의\s?(?:시스템|지침|규칙|프롬프트|설정|역할|임무)|^너는\s",
    r"(?:모델|AI|인공지능|챗봇|요약기|어시스턴트)에게 (?:전하는|보내는|남기는)",
    r"(?:본|읽은|읽는|보는) (?:챗봇|AI|인공지능|언어 ?모델|어시스턴트)[은이에]",
    r"(?:안전|보안) 규칙.{0,20}(?:해제|중단|꺼)|시키는 대로|(?:임무|지시)를 .{0,6}(?:취소|중단)",
    r"나는\s?(?:관리자|개발자|운영자)(?:다|이다|야|입니다)",
    (
        r"(?:리뷰|후기|시|광고|문장|문구|메일|평점|별점|영어로|한국어로|그대로).{0,20}"
        r"(?:작성|번역|반복|출력|써|적어|남겨|추가)(?:해)? ?(?:줘|주세요|주십시오|달라)"
    ),
    (
        r"(?:요약|답변|응답|출력|대답).{0,60}(?:하라|해라|써라|쓰라|넣어라|적어라|하시오"
        r"|하십시오|으?세요|(?:해|써|넣어|적어|붙여) ?(?:줘|주세요))"
    ),
    (
        r"(?:요약|답변|응답|출력|대답)(?:문|본)?에는?\s.{0,20}(?:문구|문장|링크|코드|단어"
        r"|주소)[을를]"
    ),
    r"라고만?\s?(?:쓰|써|적|답하|출력하|대답하)(?:고|라|세|십|시|어)",
    r"(?:너|당신)[은는]\s?(?:이제|지금부터|앞으로)",
    r"(?:지금부터|이제부터)\s.{0,20}(?:역할|모드|행동|대답|답변)",
    (
        r"(?:이 (?:글|문서|항목|기사|페이지)).{0,30}(?:등록|분류|추천|평가|연결|올)(?:하세요"
        r"|하라|하십시오|해라|해 ?주세요|리세요|려라|려 ?주세요|하시오)"
    ),
    (
        r"(?:AI|인공지능|언어 모델|어시스턴트|요약기|챗봇|에이전트)(?:에게|는|은|가"
        r"|님)?\s?.{0,20}(?:읽고 있|읽는다면|하라|하십시오|하시오)"
    ),
    r"(?:관리자|운영자|시스템|개발자)\s?(?:공지|명령|모드|지시|메시지)\s?[\]:】]",
    r"(?:하라|해라|하시오|하십시오|십시오|써라|쓰라|답하라|넣어라|올려라)[.!]?[\"'”’)]*$",
)
MARKUP = (
    (
        r"^\s*[\[<(*#]*(?:human|user|assistant|system|developer|사용자|시스템"
        r"|어시스턴트)[\]>)*]*\s*[:：]"
    ),
    r"<\|[a-z_]+\|>|</?(?:system|assistant|user|instructions?|article|document|script|iframe)\b",
    r"\[/?(?:INST|SYS)\]|<<SYS>>|###\s*(?:instruction|system)",
    r"!?\[[^\]]*\]\(\s*(?:javascript:|data:|[^)]*[?&][\w-]+=)",
    r"\bjavascript:",
)
