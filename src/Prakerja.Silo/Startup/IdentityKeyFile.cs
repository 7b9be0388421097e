using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Startup;

/// <summary>The file of the identity key: 32 bytes in hex. All nodes of a cluster have the same.</summary>
public sealed class IdentityKeyFile(string path)
{
    /// <summary>Another place for a cluster's key than the data directory.</summary>
    public const string Setting = "Prakerja:IdentityKeyFile";

    /// <summary>
    /// The key of a cluster. No node makes it by itself: a node that was set up without the key would make itself a
    /// stranger to the others. Only in Development does the first one make it.
    /// </summary>
    /// <exception cref="StartRefusedException">It is missing, cannot be read, or is none.</exception>
    public static IdentityKey OfCluster(IHostApplicationBuilder builder, DataDirectory data)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(data);
        var file = new IdentityKeyFile(builder.Configuration.PathGiven(Setting) ?? data.IdentityKeyPath);
        return builder.Environment.IsDevelopment() ? file.ReadOrMake() : file.Read();
    }

    /// <exception cref="StartRefusedException">It is missing, cannot be read, or is none.</exception>
    public IdentityKey Read()
    {
        try
        {
            return new IdentityKey(Convert.FromHexString(File.ReadAllText(path).Trim()));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StartRefusedException(
                $"The identity key {path} is missing: put the cluster's key there, or for a new cluster make one with "
                + $"'(umask 077; openssl rand -hex 32 > {path})'.",
                failure);
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw new StartRefusedException(
                $"The identity key {path} is damaged: put back the one from the backup.", failure);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new StartRefusedException(
                $"The identity key {path} cannot be read ({failure.Message}): give this user the right to.", failure);
        }
    }

    /// <summary>Makes the key where it is missing. Of several that do so together all read the same.</summary>
    /// <exception cref="StartRefusedException">It cannot be read, written, or is none.</exception>
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
