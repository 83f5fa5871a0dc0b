"""What the command line says of a search that is long: limits, clusters, checkpoints."""

from __future__ import annotations

from shanhai.sheets.words import Words

TIME_LIMIT = Words(
    "Stop after so many seconds with the best plan so far.", "到此秒数即停止，给出已有的最好方案。"
)
GAP_LIMIT = Words(
    "Stop once the fit is proven to be within this share of the best, such as 0.001.",
    "匹配度与最优值之差已证明不超过此比例（如 0.001）时即停止。",
)
CLUSTER = Words(
    "Let the workers of this dask scheduler price the pairs, such as tcp://10.0.0.5:8786.",
    "由此 dask 调度器的工作进程计算全部配对，如 tcp://10.0.0.5:8786。",
)
CHECKPOINT = Words(
    "Keep the state of a large search in FILE, to go on from after the process was killed.",
    "把大型求解的状态保存到 FILE，进程被终止后可由此继续。",
)
RESUME = Words(
    "Go on from the checkpoint FILE, and keep writing to it.", "由检查点 FILE 继续求解，并继续写入该文件。"
)
STOPPING = Words(
    "Stopping with the best plan so far. Ctrl-C again: stop at once, write nothing.",
    "正在停止，将给出已有的最好方案。再按一次 Ctrl-C：立即停止，不写任何文件。",
)
NO_CLUSTER = Words("The cluster {address} cannot be used: {reason}", "无法使用集群 {address}：{reason}")
CHECKPOINTS = {
    "missing": Words(
        "There is no checkpoint {path}. Plan without --resume.",
        "没有检查点 {path}，请去掉 --resume 重新求解。",
    ),
    "unreadable": Words(
        "{path} cannot be read as a checkpoint. Plan without --resume.",
        "{path} 不是可用的检查点，请去掉 --resume 重新求解。",
    ),
    "problem": Words(
        "The checkpoint {path} belongs to another problem. Plan without --resume, or give that problem.",
        "检查点 {path} 属于另一个问题，请去掉 --resume，或给出原来的问题。",
    ),
    "engine": Words(
        "The checkpoint {path} was made by another version. Plan without --resume.",
        "检查点 {path} 由另一版本生成，请去掉 --resume 重新求解。",
    ),
}
