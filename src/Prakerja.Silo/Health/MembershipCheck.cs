namespace Prakerja.Silo.Health;

/// <summary>Checks that the cluster counts this silo as an active member.</summary>
internal sealed class MembershipCheck(IClusterMembershipService members, ILocalSiloDetails self) : IReadinessCheck
{
    public ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken)
    {
        var status = members.CurrentSnapshot.GetSiloStatus(self.SiloAddress);
        return ValueTask.FromResult(
            status == SiloStatus.Active ? null : $"The silo is {status} in the cluster, not {SiloStatus.Active}.");
    }
}
