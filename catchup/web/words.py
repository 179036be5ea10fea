"""Every fixed phrase of the web pages, in Korean and English."""

from publish.site.words import ADDRESS, CONSENT, LETTER_LANGUAGE, OWN_NAMES, SUBSCRIBE
from publish.words import Phrase

__all__ = ["ADDRESS", "CONSENT", "LETTER_LANGUAGE", "OWN_NAMES", "SUBSCRIBE"]

ARCHIVE = Phrase("지난 호", "Past issues")
EMPTY = Phrase(
    "아직 발행된 호가 없습니다. 첫 호는 한 주가 끝나면 나옵니다.",
    "No issue has come out yet. The first one opens when its week is over.",
)
FEEDS = Phrase("피드로 받기", "Follow by feed")

ASKED_TITLE = Phrase("메일함을 확인해 주세요", "Look into your mailbox")
ASKED = Phrase(
    "아직 구독하지 않은 주소라면 확인 메일을 보냈습니다. "
    "7일 안에 메일의 링크를 열고 버튼을 눌러 주세요.",
    "If this address does not get the letter yet, we have mailed it a link. Open it within seven "
    "days and press the button.",
)
NO_ADDRESS_TITLE = Phrase("메일 주소가 아닙니다", "That is no mail address")
NO_ADDRESS = Phrase(
    "주소를 다시 확인해 주세요. 예: name@example.com",
    "Please check it. It should look like name@example.com",
)
TOO_MANY_TITLE = Phrase("신청이 몰렸습니다", "Too many requests")
TOO_MANY = Phrase("한 시간쯤 뒤에 다시 신청해 주세요.", "Please try again in an hour.")

CONFIRM_TITLE = Phrase("구독을 시작할까요?", "Start the letter?")
CONFIRM_BUTTON = Phrase("구독 시작", "Yes, send it to me")
CONFIRMED_TITLE = Phrase("구독이 시작되었습니다", "You will get the letter")
CONFIRMED = Phrase("다음 호부터 보내 드립니다.", "It begins with the next issue.")
ENDED_TITLE = Phrase("이 신청은 더 이상 유효하지 않습니다", "This request is no longer valid")
ENDED = Phrase("다시 받으려면 새로 신청해 주세요.", "To get the letter, please ask for it again.")

LEAVE_TITLE = Phrase("구독을 해지할까요?", "Stop the letter?")
LEAVE_BUTTON = Phrase("구독 해지", "Yes, stop it")
LEFT_TITLE = Phrase("구독을 해지했습니다", "You will get no more letters")
LEFT = Phrase(
    "언제든 다시 신청하실 수 있습니다.",
    "You are welcome to ask for it again at any time.",
)

BAD_TOKEN_TITLE = Phrase("이 링크는 쓸 수 없습니다", "This link does not work")
BAD_TOKEN = Phrase(
    "기한이 지났거나 일부가 잘린 링크입니다. 메일에 있는 주소를 통째로 복사해 열어 보세요.",
    "It is too old, or a part of it is missing. Try copying the whole address from the mail.",
)
NOT_FOUND_TITLE = Phrase("그런 페이지가 없습니다", "There is no such page")
NOT_FOUND = Phrase("주소를 확인하거나 지난 호에서 찾아보세요.", "Try the list of past issues.")
NOT_ALLOWED_TITLE = Phrase("여기서는 할 수 없는 요청입니다", "That cannot be done here")
TOO_LARGE_TITLE = Phrase("요청이 너무 큽니다", "That is too much to read")
BUSY_TITLE = Phrase("잠시 뒤에 다시 시도해 주세요", "Please try again in a moment")
BUSY = Phrase("지금은 데이터베이스를 쓸 수 없습니다.", "The database cannot be used at the moment.")
BROKEN_TITLE = Phrase("서버에 문제가 생겼습니다", "Something went wrong on our side")
BROKEN = Phrase(
    "오류를 기록했습니다. 잠시 뒤에 다시 시도해 주세요.",
    "It has been noted. Please try again later.",
)
