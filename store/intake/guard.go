package intake

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
)

// closedNetworks are the networks that no public page lies in, beyond those that package netip knows: the IANA
// special-purpose address registries (RFC 6890 and its updates), IPv4 inside IPv6, and cloud metadata services.
var closedNetworks = networks(
	"0.0.0.0/8",                                         // this network
	"100.64.0.0/10",                                     // carriers' shared space (RFC 6598); 100.100.100.200 is Alibaba's metadata service
	"168.63.129.16/32",                                  // Azure's metadata service
	"192.0.0.0/24",                                      // protocol assignments; 192.0.0.192 is Oracle's metadata service
	"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // documentation
	"192.88.99.0/24",                 // 6to4 relays
	"198.18.0.0/15",                  // benchmarks
	"240.0.0.0/4",                    // reserved, and broadcast
	"::/96",                          // IPv4-compatible
	"64:ff9b::/96", "64:ff9b:1::/48", // NAT64: an IPv4 address, perhaps a private one
	"100::/64",                   // discard
	"2001::/23",                  // protocol assignments, Teredo among them
	"2001:db8::/32", "3fff::/20", // documentation
	"2002::/16", // 6to4
	"5f00::/16", // segment routing
	"fec0::/10", // site-local, as once defined
)

func networks(list ...string) []netip.Prefix {
	var out []netip.Prefix
	for _, s := range list {
		if p, err := netip.ParsePrefix(s); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// public reports whether an address is one of the public Internet.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() {
		return false
	}
	for _, p := range closedNetworks {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// A guard decides which addresses may be connected to.
type guard struct {
	hosts    map[string]bool
	networks []netip.Prefix
}

// newGuard reads an allow list. An entry that is no host, address or network is an error that names it.
func newGuard(allow []string) (*guard, error) {
	g := &guard{hosts: map[string]bool{}}
	for _, entry := range allow {
		entry = strings.ToLower(strings.TrimSpace(entry))
		if p, err := netip.ParsePrefix(entry); err == nil {
			g.networks = append(g.networks, p.Masked())
		} else if a, err := netip.ParseAddr(strings.Trim(entry, "[]")); err == nil {
			g.networks = append(g.networks, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
		} else if entry != "" && !strings.ContainsAny(entry, "/:@ *") {
			g.hosts[entry] = true
		} else {
			return nil, fmt.Errorf("the allowed address %q is no host (intranet.example), address (10.0.0.7) or network (10.0.0.0/8)", entry)
		}
	}
	return g, nil
}

// control refuses connections at the last moment, when the name is resolved: what a name meant when somebody looked
// earlier is not what is connected to. host is the name that was asked for.
func (g *guard) control(host string) func(network, address string, _ syscall.RawConn) error {
	return func(_, address string, _ syscall.RawConn) error {
		if g.hosts[strings.ToLower(host)] {
			return nil
		}
		ip, err := netip.ParseAddrPort(address)
		if err != nil {
			return refused(host, "its address cannot be made out")
		}
		addr := ip.Addr().Unmap().WithZone("")
		for _, p := range g.networks {
			if p.Contains(addr) {
				return nil
			}
		}
		if !public(addr) {
			return refused(host, "it is not on the public Internet ("+addr.String()+")")
		}
		return nil
	}
}

func refused(host, why string) error {
	return &Problem{What: host + " is not fetched: " + why, Fix: "allow the host in the settings if it is to be read", Kind: ErrRefused}
}

// checkURL refuses what is no http(s) address with a host.
func checkURL(u *url.URL) error {
	switch {
	case !isWeb(u.Scheme):
		return &Problem{What: "addresses of the kind " + u.Scheme + ": are not fetched", Fix: "give one that begins with https:// or http://", Kind: ErrRefused}
	case u.Hostname() == "":
		return &Problem{What: "this address has no host", Fix: "check the spelling", Kind: ErrRefused}
	}
	return nil
}

// redacted writes an address without a password that may stand in it.
func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Redacted()
}
