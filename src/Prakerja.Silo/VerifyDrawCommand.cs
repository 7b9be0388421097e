using System.Globalization;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo;

/// <summary>
/// The command <c>verify-draw</c>: checks a published file of a draw (docs/draw.md). It needs no database and no
/// configuration.
/// </summary>
public static class VerifyDrawCommand
{
    public const string Name = "verify-draw";

    /// <summary>The most threads that hash at the same time.</summary>
    private const int ThreadsMax = 256;

    private const int Matches = 0;
    private const int Differs = 1;
    private const int Unusable = 2;
    private const string Usage = "usage: Prakerja.Silo verify-draw FILE [--redraws FILE] [--threads N]";

    /// <summary>Prints one line with the verdict.</summary>
    /// <returns>
    /// 0 when the file is right; 1 when it differs from the rules; 2 when it cannot be read or an argument is wrong.
    /// </returns>
    public static int Run(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (Arguments.Parse(args) is not { } arguments) return Fail(Usage);
        try
        {
            var verdict = Verify(arguments);
            ClearProgress();
            Console.WriteLine($"OK: {verdict}");
            return Matches;
        }
        catch (DrawFileDifferenceException difference)
        {
            ClearProgress();
            Console.WriteLine($"DIFFERS: {difference.Message}");
            return Differs;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException or OutOfMemoryException)
        {
            ClearProgress();
            return Fail(failure.Message);
        }
    }

    private static DrawVerdict Verify(Arguments arguments)
    {
        using var file = Open(arguments.File);
        var redraws = arguments.Redraws is null ? null : ReadRedraws(arguments.Redraws);
        var percent = -1;
        var verifier = new DrawVerifier(arguments.Threads)
        {
            OnProgress = done =>
            {
                if (Console.IsErrorRedirected || (int)(100 * done) == percent) return;
                percent = (int)(100 * done);
                Console.Error.Write(string.Create(
                    CultureInfo.InvariantCulture, $"\r[{new string('#', percent / 2),-50}] {percent} %"));
            },
        };
        return verifier.Verify(file, redraws);
    }

    // One byte more than allowed is enough for the verifier to refuse the document.
    private static byte[] ReadRedraws(string path)
    {
        using var file = Open(path);
        var document = new byte[Math.Min(file.Length, DrawFile.RedrawBytesMax + 1)];
        file.ReadExactly(document);
        return document;
    }

    private static FileStream Open(string path)
    {
        var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        if (file.CanSeek) return file;
        file.Dispose();
        throw new IOException($"'{path}' is not a regular file.");
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message.ReplaceLineEndings(" "));
        return Unusable;
    }

    private static void ClearProgress()
    {
        if (!Console.IsErrorRedirected) Console.Error.Write("\r\e[K");
    }

    private sealed record Arguments(string File, string? Redraws, int Threads)
    {
        /// <summary>Null when an argument is wrong.</summary>
        public static Arguments? Parse(IReadOnlyList<string> args)
        {
            string? file = null;
            string? redraws = null;
            int? threads = null;
            for (var i = 0; i < args.Count; i++)
            {
                var value = i + 1 < args.Count ? args[i + 1] : null;
                switch (args[i])
                {
                    case "--redraws" when redraws is null && value is not null:
                        redraws = value;
                        i++;
                        break;
                    case "--threads" when threads is null && ReadThreads(value) is { } number:
                        threads = number;
                        i++;
                        break;
                    case ['-', ..] or "":
                        return null;
                    default:
                        if (file is not null) return null;
                        file = args[i];
                        break;
                }
            }

            return file is null ? null : new Arguments(file, redraws, threads ?? Environment.ProcessorCount);
        }

        private static int? ReadThreads(string? text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= ThreadsMax
                ? number
                : null;
    }
}
