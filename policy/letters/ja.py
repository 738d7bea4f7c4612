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
    "house.paper": {
        1: (
            "裁判所または当局の文書が提出されました：{reference}",
            "{recipient} 様\n\n権利「{right}」に関する案件において、次の文書が提出されました。\n\n{reasons}\n\n対象と"
            "なる出品は次のとおりです。\n\n{listings}\n\n{outcome}\n\n案件の全内容：{link}",
        ),
    },
    "house.reply_asked": {
        1: (
            "出品者が申立て {reference} に異議を述べています：ご回答のお願い",
            "{recipient} 様\n\n{seller} は、次の出品に関する申立て {reference} に対して異議を述べています。\n\n"
            "{listings}\n\n出品者の主張：{reasons}\n\n{deadline}までに、申立てが正当である理由を述べるか、申立てを取"
            "り下げてください。ご回答がない場合、出品は維持され、または回復されます。{link}",
        ),
    },
    "house.reply": {
        1: (
            "申立人が回答しました：{reference}",
            "{recipient} 様\n\n{complainant} より、次の出品について回答がありました。\n\n{listings}\n\n{reasons}\n\n"
            "{deadline}まで、もう一度ご回答いただけます。{link}\n\nその後、審査担当者が判断いたします。",
        ),
    },
    "house.body": {
        1: (
            "裁判外紛争解決機関に付託されました：{reference}",
            "{recipient} 様\n\n権利「{right}」に関する案件は、認証を受けた裁判外紛争解決機関に付託されました。\n\n"
            "{reasons}\n\n同機関の判断は {deadline}までに示される見込みです。案件の全内容：{link}",
        ),
    },
    "house.forwarded": {
        1: (
            "出品に関する権利侵害の主張の通知：{reference}",
            "{recipient} 様\n\n次の出品が権利「{right}」を侵害していると {complainant} が主張する通知を転送いたしま"
            "す。\n\n{listings}\n\n主張の内容：{reasons}\n\nこの通知の転送は法令により義務付けられています。通知を理"
            "由として削除したものはなく、通知によって当方に対する義務が生じることもありません。通知を確認する、同意す"
            "る、または出品を削除することができます。{link}",
        ),
    },
    "eu.decision": {
        1: (
            "案件 {reference} の決定と理由書",
            "{recipient} 様\n\n次の出品について決定いたしました。\n\n{listings}\n\n決定：{outcome}\n\n理由："
            "{reasons}\n\nこの決定に不服がある場合は、{deadline}までに無料で不服を申し立てることができます。不服申立"
            "てについては、この決定に関与していない者が判断いたします。また、規則（EU）2022/2065第21条に基づき認証を"
            "受けた裁判外紛争解決機関を利用すること、およびいつでも裁判所に訴えることができます。案件の全内容と理由書"
            "の全文：{link}",
        ),
    },
    "gb.notice": {
        1: (
            "出品に関して権利が主張されています：{reference}",
            "{recipient} 様\n\n権利「{right}」の権利者またはその代理人である {complainant} より、次の出品についてこの"
            "権利を主張する旨の連絡がありました。\n\n{listings}\n\n主張の内容：{reasons}\n\n本書面は、権利が存在する"
            "ことをお知らせし、商品の入手元をお尋ねするものです。販売の中止、廃棄または何らかの約束を求めるものではあ"
            "りません。{deadline}までにご存じのことをお知らせください。{link}\n\nご回答がない場合は、手元の資料に基づ"
            "いて判断いたします。",
        ),
    },
    "cn.counter_notice": {
        1: (
            "出品者による非侵害の声明：{reference}",
            "{recipient} 様\n\n{seller} より、次の出品について侵害がない旨の声明が提出されました。\n\n{listings}\n\n"
            "出品者の主張：{reasons}\n\n管轄当局に申告し、または人民法院に訴えを提起することができます。{deadline}ま"
            "でにこれらを行った旨の通知を受領しない場合、措置を終了いたします。{link}",
        ),
    },
    "cn.removed": {
        1: (
            "通知に基づく出品に対する措置：{reference}",
            "{recipient} 様\n\n{complainant} より、権利「{right}」について一応の証拠を添えた通知を受領しました。これ"
            "を転送するとともに、次の出品を削除いたしました。\n\n{listings}\n\n申立ての内容：{reasons}\n\n一応の証拠"
            "を添えて、侵害がない旨の声明を提出することができます。{link}",
        ),
    },
    "cn.explanation": {
        1: (
            "出品者の書面による説明：{reference}",
            "{recipient} 様\n\n{seller} より、次の出品について書面による説明が提出されました。\n\n{listings}\n\n出品"
            "者の主張：{reasons}\n\n法令により、当方は直ちに回復する義務を負います。同一の素材について再度の通知を行"
            "うことはできませんが、裁判所に訴えることができます。{link}",
        ),
    },
    "jp.notice": {
        1: (
            "削除（送信防止措置）に同意されるかの照会：{reference}",
            "{recipient} 様\n\n{complainant} より、次の出品が権利「{right}」を侵害しているとして、その削除の申出があ"
            "りました。\n\n{listings}\n\n申出の内容：{reasons}\n\n削除（送信防止措置）を講ずることに同意されますか。"
            "{deadline}までにご回答ください。{link}\n\nこの照会を受けた日から七日を経過しても同意しない旨の申出がない"
            "場合は、当該出品を削除いたします。",
        ),
    },
    "kr.counter_notice": {
        1: (
            "出品者が再開を求めています：{reference}",
            "{recipient} 様\n\n{seller} より、次の出品の再開を求める申出がありました。\n\n{listings}\n\n出品者の主"
            "張：{reasons}\n\n訴えを提起した旨の連絡を事前に受けた場合を除き、{deadline}から再開いたします。{link}",
        ),
    },
    "kr.removed": {
        1: (
            "著作権に関する通知により出品を削除しました：{reference}",
            "{recipient} 様\n\n{complainant} より、疎明資料を添えて著作物「{right}」の利用の停止を求める申出がありま"
            "した。次の出品を削除いたしました。\n\n{listings}\n\n申立ての内容：{reasons}\n\n利用が正当である場合"
            "は、30 日以内に疎明資料を添えて再開を求めることができます。{link}",
        ),
    },
    "in.removed": {
        1: (
            "著作権に関する通知により出品を削除しました：{reference}",
            "{recipient} 様\n\n{complainant} より、著作物「{right}」についてインドの2013年著作権規則（Copyright "
            "Rules, 2013）第75条に基づく完全な申立てを受領しました。次の出品を遮断いたしました。\n\n{listings}\n\n申"
            "立ての内容：{reasons}\n\n申立人が裁判所の命令を提出しない限り、遮断は 21 日後に終了いたします。案件の全"
            "内容：{link}",
        ),
    },
    "tw.counter_notice": {
        1: (
            "出品者の反対通知：{reference}",
            "{recipient} 様\n\n{seller} より、次の出品について反対通知が提出されました。\n\n{listings}\n\n出品者の主"
            "張：{reasons}\n\n訴訟を開始したことを {deadline}までに証明されない場合、出品を回復いたします。{link}",
        ),
    },
    "tw.removed": {
        1: (
            "著作権に関する通知により出品を削除しました：{reference}",
            "{recipient} 様\n\n{complainant} より、著作物「{right}」に関する完全な通知を受領しました。次の出品を削除"
            "いたしました。\n\n{listings}\n\n申立ての内容：{reasons}\n\n利用が適法である場合は、反対通知を提出するこ"
            "とができます。{link}",
        ),
    },
    "preset.removed": {
        1: (
            "出品を停止しました：{reference}",
            "{recipient} 様\n\n{complainant} より、権利「{right}」に関する完全な通知を受領しました。次の出品を停止い"
            "たしました。\n\n{listings}\n\n申立ての内容：{reasons}\n\n同意されない場合は、{deadline}までにお知らせく"
            "ださい。ご回答がない場合、出品は停止されたままとなります。{link}",
        ),
    },
    "report.receipt": {
        1: (
            "ご報告 {reference} を受領しました",
            "{marketplace} へのご報告 {reference} を受領いたしました。対象は次の出品です。\n\n{listings}\n\n担当"
            "者が確認し、判断いたします。状況の確認、追記、取下げは次のページで行えます。このリンクを知っている人"
            "は誰でも同じ操作ができますので、他の方には知らせないでください。{link}",
        ),
    },
    "report.outcome": {
        1: (
            "ご報告 {reference} の結果",
            "{marketplace} へのご報告 {reference} の対象は次の出品でした。\n\n{listings}\n\n{reasons}\n\nご報告の"
            "ページ：{link}",
        ),
    },
}
