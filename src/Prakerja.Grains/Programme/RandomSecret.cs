using System.Security.Cryptography;

namespace Prakerja.Grains.Programme;

/// <summary>Secrets that are shown once: 40 ASCII letters and digits, 238 bits of chance.</summary>
public static class RandomSecret
{
    public const int Length = 40;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Next() => RandomNumberGenerator.GetString(Alphabet, Length);
}
