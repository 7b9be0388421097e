using System.Buffers.Text;

namespace Prakerja.Load.Measuring;

/// <summary>A minimal HTTP/1.1 parser: finds the end of an answer and its status.</summary>
internal static class RawAnswer
{
    private const int StatusAt = 9; // after "HTTP/1.1 "

    public static int StatusOf(ReadOnlySpan<byte> answer) =>
        Utf8Parser.TryParse(answer[StatusAt..], out int status, out _) ? status : 0;

    public static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0) return false;
        var head = answer[..(headEnd + 2)];
        var body = answer[(headEnd + 4)..];
        // A JSON body has no line breaks, so this can only be the last chunk.
        if (head.IndexOf("Transfer-Encoding: chunked\r\n"u8) >= 0)
            return body.SequenceEqual("0\r\n\r\n"u8) || body.EndsWith("\r\n0\r\n\r\n"u8);
        var lengthAt = head.IndexOf("Content-Length: "u8);
        return lengthAt < 0
            || (Utf8Parser.TryParse(head[(lengthAt + 16)..], out int length, out _) && body.Length >= length);
    }
}
