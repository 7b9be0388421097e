using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The name, phone and email that messages to a participant need.</summary>
[GenerateSerializer, Immutable, Alias("contact")]
public sealed record Contact(
    [property: Id(0)] string Name, [property: Id(1)] PhoneNumber Phone, [property: Id(2)] string Email)
{
    // The default ToString of a record would print the fields.
    public override string ToString() => "Contact";
}
