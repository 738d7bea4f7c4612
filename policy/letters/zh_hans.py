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
}
