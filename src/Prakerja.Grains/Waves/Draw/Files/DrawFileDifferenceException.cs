using System.Globalization;

namespace Prakerja.Grains.Waves;

/// <summary>The first difference that a verifier found in a published file. The message says where and what.</summary>
public sealed class DrawFileDifferenceException : Exception
{
    public DrawFileDifferenceException()
    {
    }

    public DrawFileDifferenceException(string message)
        : base(message)
    {
    }

    public DrawFileDifferenceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="where">The document and field, or the record.</param>
    internal DrawFileDifferenceException(string where, string expected, string found)
        : base(Describe(where, expected, found))
    {
    }

    internal DrawFileDifferenceException(string where, long expected, long found)
        : base(string.Create(CultureInfo.InvariantCulture, $"{where}: expected {expected}, found {found}"))
    {
    }

    internal static string Describe(string where, string expected, string found) =>
        $"{where}: expected {expected}, found {found}";
}
