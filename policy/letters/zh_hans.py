"""Letters in simplified Chinese."""

from policy.letters.text import Written

LETTERS: Written = {
    "house.receipt": {
        1: (
            "已收到您的通知 {reference}",
            "尊敬的 {recipient}：\n\n{marketplace} 已收到您就权利“{right}”提交的通知 {reference}。该通知涉及以下商品信息："
            "\n\n{listings}\n\n您可以通过以下链接查看处理进度和每一个步骤：{link}",
        ),
    },
    "house.incomplete": {
        1: (
            "您的通知 {reference} 尚不完整",
            "尊敬的 {recipient}：\n\n您就权利“{right}”提交的通知 {reference} 目前尚无法处理。缺少以下内容："
            "\n\n{missing}\n\n请于 {deadline}（含当日）之前补充：{link}",
        ),
    },
    "house.notice": {
        1: (
            "针对您的商品信息的投诉：{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 主张以下商品信息侵犯权利“{right}”：\n\n{listings}\n\n主张的内容："
            "{reasons}\n\n请于 {deadline}（含当日）之前答复。您可以同意投诉、删除商品信息，或者说明投诉不成立的理由并提交证据："
            "{link}\n\n逾期未答复的，我们将根据现有材料作出决定。",
        ),
    },
    "house.counter_notice": {
        1: (
            "卖家对您的通知 {reference} 提出异议",
            "尊敬的 {recipient}：\n\n{seller} 就以下商品信息对您的通知 {reference} 提出异议：\n\n{listings}\n\n卖家的陈述："
            "{reasons}\n\n您可以通过以下链接查看答复及其证据：{link}",
        ),
    },
    "house.decision": {
        1: (
            "案件 {reference} 的决定",
            "尊敬的 {recipient}：\n\n我们已就以下商品信息作出决定：\n\n{listings}\n\n决定：{outcome}\n\n理由：{reasons}"
            "\n\n如您不同意该决定，可于 {deadline}（含当日）之前提出申诉，申诉将由其他人员处理：{link}",
        ),
    },
    "house.restored": {
        1: (
            "案件 {reference} 中的商品信息已恢复",
            "尊敬的 {recipient}：\n\n以下商品信息已恢复：\n\n{listings}\n\n理由：{reasons}\n\n案件全部内容：{link}",
        ),
    },
    "house.withdrawn": {
        1: (
            "投诉已撤回：{reference}",
            "尊敬的 {recipient}：\n\n就以下商品信息提出的有关权利“{right}”的投诉已撤回：\n\n{listings}\n\n我们此前未删除"
            "其中任何一项，也不再就其作出决定。您无需采取任何行动。案件全部内容：{link}",
        ),
    },
    "us.counter_notice": {
        1: (
            "案件 {reference} 中的反通知",
            "尊敬的 {recipient}：\n\n{seller} 就以下商品信息提交了反通知（counter-notice）：\n\n{listings}\n\n副本见："
            "{link}\n\n被移除的内容将在 10 个工作日后恢复，除非我们在此之前收到您的通知，表明您已提起诉讼，请求法院对卖家"
            "作出命令。",
        ),
    },
    "us.removed": {
        1: (
            "您的商品信息因著作权通知已被移除：{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 已根据 17 USC 512 就作品“{right}”向我们提交了完整的通知。我们已移除以下"
            "商品信息：\n\n{listings}\n\n主张的内容：{reasons}\n\n如属错误或者误认，您可以提交反通知（counter-notice）："
            "{link}",
        ),
    },
    "house.paper": {
        1: (
            "已出示法院或主管机关的文书：{reference}",
            "尊敬的 {recipient}：\n\n在有关权利“{right}”的案件中，已出示以下文书：\n\n{reasons}\n\n该文书涉及以下商品"
            "信息：\n\n{listings}\n\n{outcome}\n\n案件全部内容：{link}",
        ),
    },
    "house.reply_asked": {
        1: (
            "卖家对您的投诉 {reference} 提出异议：请您回应",
            "尊敬的 {recipient}：\n\n{seller} 就以下商品信息对您的投诉 {reference} 提出异议：\n\n{listings}\n\n卖家的"
            "陈述：{reasons}\n\n请于 {deadline}（含当日）之前回应：说明投诉成立的理由，或者撤回投诉。逾期未回应的，商"
            "品信息将予以保留或者恢复：{link}",
        ),
    },
    "house.reply": {
        1: (
            "投诉人已回应：{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 已就以下商品信息作出回应：\n\n{listings}\n\n{reasons}\n\n您可以于 "
            "{deadline}（含当日）之前再次答复：{link}\n\n此后由审核人员作出决定。",
        ),
    },
    "house.body": {
        1: (
            "已提请庭外争议解决机构处理：{reference}",
            "尊敬的 {recipient}：\n\n在有关权利“{right}”的案件中，已提请经认证的庭外争议解决机构处理：\n\n"
            "{reasons}\n\n预计该机构于 {deadline}（含当日）之前作出决定。案件全部内容：{link}",
        ),
    },
    "house.forwarded": {
        1: (
            "关于您的商品信息的涉嫌侵权通知：{reference}",
            "尊敬的 {recipient}：\n\n现向您转送一份通知，{complainant} 在该通知中主张以下商品信息侵犯权"
            "利“{right}”：\n\n{listings}\n\n主张的内容：{reasons}\n\n法律要求我们转送该通知。我们并未因此移除任何内"
            "容，该通知也不使您对我们负有任何义务。您可以查看该通知、表示同意或者删除商品信息：{link}",
        ),
    },
    "eu.decision": {
        1: (
            "案件 {reference} 的决定及理由说明",
            "尊敬的 {recipient}：\n\n我们已就以下商品信息作出决定：\n\n{listings}\n\n决定：{outcome}\n\n理由："
            "{reasons}\n\n如您不同意该决定，可于 {deadline}（含当日）之前免费向我们提出申诉，申诉将由未参与本决定的人"
            "员处理。您也可以提请根据（欧盟）第2022/2065号条例第21条获得认证的庭外争议解决机构处理，或者随时向法院起"
            "诉。案件全部内容及完整的理由说明：{link}",
        ),
    },
    "gb.notice": {
        1: (
            "有人就您的商品信息主张权利：{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 系权利“{right}”的权利人或其代理人，已告知我们其就以下商品信息主张"
            "该权利：\n\n{listings}\n\n主张的内容：{reasons}\n\n本函告知您该权利存在，并询问商品的来源。本函既不要求"
            "您停止销售，也不要求您销毁任何物品或者作出任何承诺。您可以于 {deadline}（含当日）之前将您所知情况告知我"
            "们：{link}\n\n逾期未答复的，我们将根据现有材料作出决定。",
        ),
    },
    "cn.counter_notice": {
        1: (
            "卖家提交的不存在侵权行为的声明：{reference}",
            "尊敬的 {recipient}：\n\n{seller} 就以下商品信息向我们提交了不存在侵权行为的声明：\n\n{listings}\n\n卖家"
            "的陈述：{reasons}\n\n您可以向有关主管部门投诉或者向人民法院起诉。如我们在 {deadline}（含当日）之前未收到"
            "您已经投诉或者起诉的通知，我们将终止所采取的措施：{link}",
        ),
    },
    "cn.removed": {
        1: (
            "依据通知对您的商品信息采取的措施：{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 就权利“{right}”向我们提交了附有初步证据的通知。现将该通知转送给"
            "您，并已删除以下商品信息：\n\n{listings}\n\n主张的内容：{reasons}\n\n您可以提交不存在侵权行为的声明及初"
            "步证据：{link}",
        ),
    },
    "cn.explanation": {
        1: (
            "卖家的书面说明：{reference}",
            "尊敬的 {recipient}：\n\n{seller} 就以下商品信息向我们提交了书面说明：\n\n{listings}\n\n卖家的陈述："
            "{reasons}\n\n依照法律规定，我们须立即予以恢复。就同一内容不得再次向我们发出通知；您可以向人民法院起诉："
            "{link}",
        ),
    },
    "jp.notice": {
        1: (
            "您是否同意删除？{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 主张以下商品信息侵犯权利“{right}”，并请求我们予以删除：\n\n"
            "{listings}\n\n主张的内容：{reasons}\n\n您是否同意删除？请于 {deadline}（含当日）之前答复：{link}\n\n如您"
            "自收到本询问之日起七日内未答复，我们将删除上述商品信息。",
        ),
    },
    "kr.counter_notice": {
        1: (
            "卖家请求恢复：{reference}",
            "尊敬的 {recipient}：\n\n{seller} 请求我们恢复以下商品信息：\n\n{listings}\n\n卖家的陈述：{reasons}\n\n我"
            "们将自 {deadline}起予以恢复，除非您在此之前告知我们您已提起诉讼：{link}",
        ),
    },
    "kr.removed": {
        1: (
            "您的商品信息因著作权通知已被移除：{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 附证明材料请求我们停止对作品“{right}”的使用。我们已移除以下商品信"
            "息：\n\n{listings}\n\n主张的内容：{reasons}\n\n如该使用属正当，您可以在 30 日内附证明材料请求我们恢复："
            "{link}",
        ),
    },
    "in.removed": {
        1: (
            "您的商品信息因著作权通知已被移除：{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 根据印度《2013年版权规则》（Copyright Rules, 2013）第75条就作"
            "品“{right}”向我们提交了完整的投诉。我们已屏蔽以下商品信息：\n\n{listings}\n\n主张的内容：{reasons}\n\n除"
            "非投诉人提交法院命令，否则屏蔽将在 21 日后解除。案件全部内容：{link}",
        ),
    },
    "tw.counter_notice": {
        1: (
            "卖家的反通知：{reference}",
            "尊敬的 {recipient}：\n\n{seller} 就以下商品信息向我们提交了反通知：\n\n{listings}\n\n卖家的陈述："
            "{reasons}\n\n我们将予以恢复，除非您在 {deadline}（含当日）之前向我们证明您已提起诉讼：{link}",
        ),
    },
    "tw.removed": {
        1: (
            "您的商品信息因著作权通知已被移除：{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 就作品“{right}”向我们提交了完整的通知。我们已移除以下商品信"
            "息：\n\n{listings}\n\n主张的内容：{reasons}\n\n如该使用合法，您可以提交反通知：{link}",
        ),
    },
    "preset.removed": {
        1: (
            "您的商品信息已被停用：{reference}",
            "尊敬的 {recipient}：\n\n{complainant} 就权利“{right}”向我们提交了完整的通知。我们已停用以下商品信"
            "息：\n\n{listings}\n\n主张的内容：{reasons}\n\n如您不同意，请于 {deadline}（含当日）之前告知我们；逾期未"
            "答复的，商品信息将保持停用：{link}",
        ),
    },
    "report.receipt": {
        1: (
            "已收到您的举报 {reference}",
            "您向 {marketplace} 提交的举报 {reference} 已收到。该举报涉及：\n\n{listings}\n\n将由工作人员查看并作"
            "出决定。您可以在此查看进度、补充内容或撤回举报；持有此链接的任何人都可以这样做，请勿转发：{link}",
        ),
    },
    "report.outcome": {
        1: (
            "您的举报 {reference} 的处理结果",
            "您向 {marketplace} 提交的举报 {reference} 涉及以下商品信息：\n\n{listings}\n\n{reasons}\n\n您的举报"
            "：{link}",
        ),
    },
}
