"""What the commands say that run the web application and audit its database."""

from __future__ import annotations

from shanhai.sheets.words import Words

SERVE = Words(
    "Start the web application with its worker, until stopped with Ctrl-C.",
    "启动网页应用及后台任务，按 Ctrl-C 停止。",
)
HOST = Words(
    "The address to listen on; 0.0.0.0 for every network of this machine.",
    "监听地址；0.0.0.0 为本机全部网络。",
)
PORT = Words("The port to listen on.", "监听端口。")
WITH_SAMPLE = Words(
    "Fill an empty database with the invented programme of Haiyue, with demo accounts.",
    "数据库为空时，填入虚构的海岳省示例工程和演示账号。",
)
NOT_INSTALLED = Words(
    "The web application is not installed here. Install the extra “web”: pip install 'shanhai[web]'.",
    "此处未安装网页应用。请安装附加组件 web：pip install 'shanhai[web]'。",
)
PREPARING = Words("Preparing the database", "正在准备数据库")
PREPARATION_FAILED = Words(
    "The database could not be prepared; the reason stands above. Nothing was started.",
    "数据库准备失败，原因见上；未启动任何服务。",
)
PORT_TAKEN = Words(
    "Port {port} at {host} is taken. Stop what uses it, or choose another: --port {other}.",
    "{host} 的端口 {port} 已被占用。请停止占用它的程序，或换一个：--port {other}。",
)
SERVING = Words("Open {address}", "请打开 {address}")
HOW_TO_STOP = Words("Ctrl-C stops it.", "按 Ctrl-C 停止。")
NOTHING_FOUNDED = Words(
    "There is no programme yet, so nobody can sign in. In another window: shanhai found CODE NAME",
    "系统中尚无工程，无人可以登录。请另开窗口执行：shanhai found 简称 工程名称",
)
CHILD_ENDED = Words(
    "The {name} has ended by itself (code {code}); everything is stopped. The reason stands above.",
    "{name} 自行退出（代码 {code}），已全部停止，原因见上。",
)
SERVER = Words("server", "服务器")
WORKER = Words("worker", "后台任务进程")

FOUND = Words(
    "Open the first programme of an empty installation, and print the link for its office.",
    "在空的系统中建立第一个工程，并显示项目办的邀请链接。",
)
OFFICE = Words("Whom to invite as the programme office.", "受邀的项目办人员姓名。")
WRONG_CODE = Words(
    "“{given}” cannot be the short name of a programme: write small Latin letters, digits and hyphens, "
    "40 at most.",
    "“{given}”不能作为工程简称：请用小写拉丁字母、数字和连字符，最多 40 个。",
)
FOUNDED_ALREADY = Words(
    "There is a programme already. Its office opens others on the page of its settings.",
    "系统中已有工程；请由其项目办在设置页面新建其他工程。",
)
FOUNDED = Words("The programme “{name}” is there.", "工程“{name}”已建立。")
INVITATION = Words(
    "Open this link below the address of the application, within a fortnight: {path}",
    "请在两周内，于应用地址之后打开此链接：{path}",
)

AUDIT = Words("Hold a database against a published head of its trail.", "以已公布的链首核查数据库留痕。")
AUDIT_HEAD = Words(
    "Seal the trail and print its head, to be published or kept elsewhere.",
    "封存留痕并显示链首，供公布或另行保存。",
)
AUDIT_VERIFY = Words(
    "Check every record, event and file against a head that was published before.",
    "以此前公布的链首核查每条记录、每个事件和文件。",
)
HEAD = Words("The published head: POSITION:DIGEST.", "已公布的链首：位置:摘要。")
DATABASE = Words(
    "The database to check, as an address; without it, that of the settings.",
    "要核查的数据库地址；不填则用设置中的。",
)
WRONG_HEAD = Words(
    "“{head}” is not a head. It looks like 1234:9f86d081…, the position, a colon and 64 hexadecimal digits.",
    "“{head}”不是链首。链首形如 1234:9f86d081…，即位置、冒号和 64 位十六进制数。",
)
NOTHING_WRITTEN = Words("Nothing has been written yet, so there is no head.", "尚无任何记录，没有链首。")
THE_HEAD = Words("Head of the trail: {head}", "留痕链首：{head}")
AS_WRITTEN = Words("Everything is as it was written.", "全部与写入时一致。")
AUDITED = Words(
    "{events} events, {records} records and {files} files were checked; "
    "{erased} payloads were erased under a duty; {after} events were written since the last sealing.",
    "已核查 {events} 个事件、{records} 条记录、{files} 个文件；"
    "{erased} 项内容已依法删除；上次封存后写入 {after} 个事件。",
)
TAMPERED = Words("{count} things are not as they were written:", "{count} 处与写入时不符：")
FINDINGS = {
    "missing_seal": Words("a place in the chain is missing", "链中缺少一环"),
    "broken_link": Words("an event was changed after it was sealed", "事件封存后被改动"),
    "other_head": Words("the chain leads to another head than the published one", "链首与公布的不一致"),
    "chain_too_short": Words("the chain ends before the published head", "链在公布的链首之前中断"),
    "no_payload": Words("what an event changed is gone without an erasure", "事件内容缺失，且无删除依据"),
    "erased_without_duty": Words(
        "a payload was erased under no duty on record", "内容被删除，但无记录在案的依据"
    ),
    "changed_payload": Words("what an event changed was altered", "事件内容被篡改"),
    "vanished": Words("a record has vanished", "记录消失"),
    "came_back": Words("a deleted record has come back", "已删除的记录重新出现"),
    "never_written": Words("a record was never written by the application", "记录并非由应用写入"),
    "changed_record": Words("a record was changed below the application", "记录被绕过应用改动"),
    "missing_file": Words("a file is missing", "文件缺失"),
    "changed_file": Words("a file was changed", "文件被改动"),
}
