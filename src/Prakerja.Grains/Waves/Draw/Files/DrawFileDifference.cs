namespace Prakerja.Grains.Waves;

/// <summary>The first difference that a verifier found in a published file. The message says where and what.</summary>
public sealed class DrawFileDifference : Exception
{
    public DrawFileDifference()
    {
    }

    public DrawFileDifference(string message)
        : base(message)
    {
    }

    public DrawFileDifference(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
