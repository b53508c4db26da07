using System.Collections.Frozen;
using Kuma.Application.Domains;

namespace Kuma.Infrastructure.Domains;

/// <summary>
/// What is known without asking IANA: every generic top-level domain must offer RDAP by its contract with ICANN (since August 2019); of the
/// country codes only some do.
/// </summary>
internal sealed class RdapRegistries : IRdapRegistries
{
    private static readonly FrozenSet<string> GenericWithout = new[] { "edu", "mil" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Countries =
        ("ad ag ai ar as au br ca cc cm cr cv cz ec fi fm fo fr gd gi id in is ke kg kn ky lb lc ly mg ml mn mr ms mu mz na ng nl no nr pg pl "
        + "pm pn pr pw py re rw sb sc sd sg si sn so ss tf tg th to tv tw tz ua uk uz vc ve vg vi vu wf ws yt zm")
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public bool Serve(string tld) => tld.Length == 2
        ? Countries.Contains(tld)
        : !tld.StartsWith("xn--", StringComparison.Ordinal) && !GenericWithout.Contains(tld);
}
