using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Startup;

/// <summary>The file of the identity key: 32 bytes in hex. All nodes of a cluster have the same key.</summary>
public sealed class IdentityKeyFile(string path)
{
    /// <summary>Setting of the key's file for a cluster, when it is not in the data directory.</summary>
    public const string Setting = "Prakerja:IdentityKeyFile";

    /// <summary>
    /// Reads the key of a cluster. No node makes it, because a node that was set up without the key would then have
    /// another key than the other nodes. Only in Development the first node makes it.
    /// </summary>
    /// <exception cref="StartRefusedException">The key is missing, damaged, or cannot be read.</exception>
    public static IdentityKey OfCluster(IHostApplicationBuilder builder, DataDirectory data)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(data);
        var file = new IdentityKeyFile(builder.Configuration.ReadPath(Setting) ?? data.IdentityKeyPath);
        return builder.Environment.IsDevelopment() ? file.ReadOrMake() : file.Read();
    }

    /// <exception cref="StartRefusedException">The key is missing, damaged, or cannot be read.</exception>
    public IdentityKey Read()
    {
        try
        {
            return new IdentityKey(Convert.FromHexString(File.ReadAllText(path).Trim()));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StartRefusedException(
                $"The identity key {path} is missing: put the cluster's key there. For a new cluster, make one with "
                + $"'(umask 077; openssl rand -hex 32 > {path})'.",
                failure);
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw new StartRefusedException(
                $"The identity key {path} is damaged: put back the key from the backup.", failure);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new StartRefusedException(
                $"The identity key {path} cannot be read ({failure.Message}): give this user the right to read it.",
                failure);
        }
    }

    /// <summary>Reads the key and makes it if it is missing. Nodes that do this together get the same key.</summary>
    /// <exception cref="StartRefusedException">The key cannot be read or written, or it is damaged.</exception>
    public IdentityKey ReadOrMake()
    {
        try
        {
            if (!File.Exists(path))
                DataDirectory.TryWriteSecret(
                    path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdentityKey.LengthBytes)));
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw DataDirectory.CannotBeUsed(Path.GetDirectoryName(path)!, failure);
        }

        return Read();
    }
}
