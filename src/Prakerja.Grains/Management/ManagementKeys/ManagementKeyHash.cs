using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Grains.Management;

/// <summary>
/// The stored hash of a management key: SHA-256, lower-case hex. A key has 238 random bits, which is too many to
/// guess, so a fast hash is enough.
/// </summary>
public static class ManagementKeyHash
{
    public static string Of(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
