"""Letters in Japanese."""

from policy.letters.text import Written

LETTERS: Written = {
    "house.receipt": {
        1: (
            "通知 {reference} を受領しました",
            "{recipient} 様\n\n権利「{right}」に関する通知 {reference} を {marketplace} にて受領いたしました。通知の対象は"
            "次の出品です。\n\n{listings}\n\n審査の状況と各手続きは、次のページでご確認いただけます。{link}",
        ),
    },
    "house.incomplete": {
        1: (
            "通知 {reference} に不足があります",
            "{recipient} 様\n\n権利「{right}」に関する通知 {reference} は、次の事項が不足しているため、まだ手続きを進める"
            "ことができません。\n\n{missing}\n\n{deadline}までに補充してくださいますようお願いいたします。{link}",
        ),
    },
    "house.notice": {
        1: (
            "出品に対する申立てのお知らせ：{reference}",
            "{recipient} 様\n\n{complainant} より、次の出品が権利「{right}」を侵害しているとの申立てがありました。"
            "\n\n{listings}\n\n申立ての内容：{reasons}\n\n{deadline}までにご回答ください。申立てに同意する、出品を削除する、"
            "または申立てが誤りである理由を述べて証拠を提出することができます。{link}\n\nご回答がない場合は、手元の資料に"
            "基づいて判断いたします。",
        ),
    },
    "house.counter_notice": {
        1: (
            "通知 {reference} に対し出品者が異議を述べています",
            "{recipient} 様\n\n{seller} は、次の出品に関する通知 {reference} に対して異議を述べています。\n\n{listings}\n\n"
            "出品者の主張：{reasons}\n\n回答と証拠は次のページでご覧いただけます。{link}",
        ),
    },
    "house.decision": {
        1: (
            "案件 {reference} の決定",
            "{recipient} 様\n\n次の出品について決定いたしました。\n\n{listings}\n\n決定：{outcome}\n\n理由：{reasons}\n\n"
            "この決定に不服がある場合は、{deadline}までに不服申立てをすることができます。不服申立てについては別の担当者が"
            "判断いたします。{link}",
        ),
    },
    "house.restored": {
        1: (
            "案件 {reference} の出品を回復しました",
            "{recipient} 様\n\n次の出品を回復いたしました。\n\n{listings}\n\n理由：{reasons}\n\n案件の全内容：{link}",
        ),
    },
    "house.withdrawn": {
        1: (
            "申立てが取り下げられました：{reference}",
            "{recipient} 様\n\n権利「{right}」に関する申立ては、次の出品について取り下げられました。\n\n{listings}\n\n"
            "これらの出品はいずれも削除しておらず、今後判断の対象となることもありません。お手続きは必要ありません。"
            "案件の全内容：{link}",
        ),
    },
    "us.counter_notice": {
        1: (
            "案件 {reference} における反対通知",
            "{recipient} 様\n\n{seller} より、次の出品について反対通知（counter-notice）が提出されました。\n\n{listings}\n\n"
            "写しは次のページにあります。{link}\n\n出品者に対する裁判所の命令を求める訴えを提起した旨の通知を事前に受領した"
            "場合を除き、削除された素材は 10 営業日後に回復されます。",
        ),
    },
    "us.removed": {
        1: (
            "著作権に関する通知により出品を削除しました：{reference}",
            "{recipient} 様\n\n{complainant} より、著作物「{right}」について 17 USC 512 に基づく完全な通知を受領しました。"
            "次の出品を削除いたしました。\n\n{listings}\n\n申立ての内容：{reasons}\n\n誤りまたは誤認による場合は、反対通知"
            "（counter-notice）を提出することができます。{link}",
        ),
    },
}
