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
}
