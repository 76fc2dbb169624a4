"""What an operating system says is wrong, in Chinese; by its English words, as Python has them."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "Address already in use": "端口已被占用",
    "Bad file descriptor": "文件已经关闭",
    "Connection refused": "连接被拒绝",
    "Device or resource busy": "正在被占用",
    "Directory not empty": "文件夹里还有东西",
    "Disk quota exceeded": "超过了磁盘配额",
    "File exists": "已经有同名的文件",
    "File name too long": "文件名太长",
    "File too large": "文件太大",
    "Input/output error": "读写出错",
    "Invalid argument": "名称或参数不对",
    "Invalid cross-device link": "不在同一个磁盘上",
    "Is a directory": "这是文件夹",
    "No space left on device": "磁盘已满",
    "No such device or address": "没有这个设备",
    "No such file or directory": "没有这个文件或文件夹",
    "Not a directory": "这不是文件夹",
    "Operation not permitted": "不允许",
    "Permission denied": "没有权限",
    "Read-only file system": "磁盘是只读的",
    "Too many levels of symbolic links": "链接绕成了圈",
    "Too many open files": "打开的文件太多",
}
